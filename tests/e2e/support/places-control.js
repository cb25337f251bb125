// The pages of the control plane and what belongs to them: how a person gets there from the demo data.

import { signIn } from "./console.js";
import { job, openTray, startJob } from "./jobs.js";

/** `[name, go]`, as in places.js. */
export const CONTROL = [
  ["jobs-tray-empty", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/jobs");
    await openTray(page);
  }],
  ["jobs-tray", async (page, { sandbox }) => {
    await signIn(page, sandbox, "/control/projects");
    for (const name of ["well-done-with-a-name-that-is-as-long-as-one-may-be", "failing-job", "canceled-job", "stuck-job"]) await startJob(page, "project", name);
    await openTray(page);
    await job(page, "canceled-job").getByText("canceled", { exact: true }).waitFor();
    await job(page, "failing-job").getByText("failed", { exact: true }).waitFor();
    await job(page, "stuck-job").getByText("in progress").waitFor();
  }],
];
