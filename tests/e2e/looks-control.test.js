// Every page and dialog of the control plane.

import { look } from "./support/looks.js";
import { CONTROL } from "./support/places-control.js";
import { CONTROL_PROJECTS } from "./support/places-control-projects.js";

look([...CONTROL, ...CONTROL_PROJECTS]);
