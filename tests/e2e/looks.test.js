// Every page and dialog of API nodes and of the console itself.

import { look } from "./support/looks.js";
import { PLACES } from "./support/places.js";

look(PLACES);
