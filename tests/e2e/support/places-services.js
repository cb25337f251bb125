// The app services of the control plane and their dialogs: how a person gets there from the demo data.

import { signIn } from "./console.js";
import { answer, put, still, wish } from "./manifest.js";

const PAGE = "/control/services";
const LIST = "/control-plane/api/app_services_manifests";
const JOB = /^\/control-plane\/api\/jobs\//;

const press = (place, name) => place.getByRole("button", { name, exact: true }).click();
const card = (page, title) => page.getByRole("article", { name: title, exact: true });

async function at(page, { sandbox }, search = "") {
  await still(sandbox);
  await signIn(page, sandbox, PAGE + search);
  await page.getByText(/^(\d+ of )?\d+ services?$/).waitFor();
}

async function json(page, { sandbox }, name) {
  await still(sandbox);
  await signIn(page, sandbox, `${PAGE}?json=${name}`);
  const text = page.getByRole("textbox", { name: /as a JSON object$/ });
  await text.waitFor();
  return text;
}

/** `[name, go]`, as in places.js. */
export const SERVICES = [
  ["app-services", (page, stage) => at(page, stage)],
  ["app-services-filtered", (page, stage) => at(page, stage, "?q=prometheus")],
  ["app-services-none", async (page, { sandbox }) => {
    await signIn(page, sandbox, `${PAGE}?q=nothing has this name`);
    await page.getByText("No service fits", { exact: true }).waitFor();
  }],
  ["app-services-refused", async (page, stage) => {
    stage.proxy.when({ method: "GET", path: LIST }, { status: 403, body: { errors: [{ status: 403, detail: "No" }], meta: { ctx: "1" } } });
    await signIn(page, stage.sandbox, PAGE);
    await page.getByText("Could not load the app services").waitFor();
  }],
  ["app-services-selected", async (page, stage) => {
    await at(page, stage);
    for (const name of ["grafana", "lab"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await page.getByText("2 selected").waitFor();
  }],
  ["app-services-menu", async (page, stage) => {
    await at(page, stage);
    await press(card(page, "Grafana"), "Actions for grafana");
    await page.getByRole("menuitem", { name: "Remove" }).waitFor();
  }],
  ["app-services-plan", async (page, stage) => {
    await at(page, stage);
    for (const name of ["grafana", "lab", "gpu-lab"]) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await press(page.getByRole("group", { name: "Selected services" }), "Disable");
    await page.getByText("Left out", { exact: true }).waitFor();
    await page.getByText("As a script", { exact: true }).click();
    await page.getByRole("region", { name: "Script" }).waitFor();
  }],
  ["app-services-meanwhile", async (page, stage) => {
    await at(page, stage);
    await press(card(page, "Nuclio"), "Disable");
    await put(stage.sandbox, wish("nuclio", { max_replicas: 2, mark_as_changed: true }));
    await still(stage.sandbox);
    await press(page.getByRole("dialog"), "Apply");
    await page.getByText("Somebody has changed these services meanwhile").waitFor();
  }],
  ["app-services-remove", async (page, stage) => {
    await at(page, stage);
    await press(card(page, "Grafana"), "Actions for grafana");
    await page.getByRole("menuitem", { name: "Remove" }).click();
    await page.getByLabel("Type grafana to confirm").waitFor();
  }],
  // Held where it lasts a moment only: in the state that takes the most room.
  ["app-services-running", async (page, stage) => {
    await still(stage.sandbox);
    const body = await answer(stage.sandbox);
    body.data[0].attributes.app_services.find(({ spec }) => spec.name === "hive").status.state = "waitingForProvisioning";
    stage.proxy.when({ method: "GET", path: LIST }, { status: 200, body });
    stage.proxy.when({ method: "GET", path: JOB }, { hold: true });
    await at(page, stage);
    await press(card(page, "Hive"), "Disable");
    await press(page.getByRole("dialog"), "Apply");
    await page.getByText("The services are being changed").waitFor();
  }],
  ["app-services-before", async (page, stage) => {
    await at(page, stage);
    await press(card(page, "Presto"), "Disable");
    await press(page.getByRole("dialog"), "Apply");
    await page.getByRole("dialog").getByText("Done", { exact: true }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).last().click();
    await page.getByText("1 service is not as it was").waitFor();
  }],
  ["app-services-json", async (page, stage) => {
    const text = await json(page, stage, "");
    await text.fill((await text.inputValue()).replace("Dashboards", "Charts for everybody"));
    await page.getByText("1 change that is not sent yet").waitFor();
  }],
  ["app-services-json-fault", async (page, stage) => {
    const text = await json(page, stage, "log-forwarder");
    await text.fill("{\n  \"name\": \"log-forwarder\",\n}");
    await page.getByText("Line 3, column 1: trailing comma.").waitFor();
  }],
];
