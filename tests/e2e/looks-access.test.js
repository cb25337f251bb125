// Every page and dialog of one's own account and of everyone's access.

import { look } from "./support/looks.js";
import { ACCESS } from "./support/places.js";

look(ACCESS);
