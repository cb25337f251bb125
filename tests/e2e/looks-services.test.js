// The app services of the control plane and their dialogs.

import { look } from "./support/looks.js";
import { SERVICES } from "./support/places-services.js";

look(SERVICES);
