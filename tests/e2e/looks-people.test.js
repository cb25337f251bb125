// Every page and dialog of users and groups.

import { look } from "./support/looks.js";
import { PEOPLE } from "./support/places-people.js";

look(PEOPLE);
