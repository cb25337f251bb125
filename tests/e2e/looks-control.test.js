// Every page and dialog of the control plane.

import { look } from "./support/looks.js";
import { CONTROL } from "./support/places-control.js";

look(CONTROL);
