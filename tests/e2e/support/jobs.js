// The tray of jobs, by role and label.

/** Its button in the header. */
export const jobsButton = (page) => page.getByRole("banner").getByRole("button", { name: /^Jobs/ });

/** The panel. */
export const tray = (page) => page.getByRole("region", { name: "Your jobs", exact: true });

/** The line of what was done to that name. */
export const job = (page, name) => tray(page).getByRole("listitem").filter({ hasText: name });

export async function openTray(page) {
  await jobsButton(page).click();
  await tray(page).waitFor();
}

const FORMS = {
  user: { path: "/control/users", label: "Username", others: { "First name": "Ana", "Last name": "Winter", "E-mail": "someone@example.org" } },
  project: { path: "/control/projects", label: "Name", others: {} },
};

/** Starts a job: makes a user or a project of that name by the dialog. */
export async function startJob(page, noun, name) {
  const { path, label, others } = FORMS[noun];
  await page.goto(path);
  await page.getByRole("button", { name: `Create ${noun}`, exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: `Create ${noun}` });
  for (const [field, text] of Object.entries({ [label]: name, ...others })) {
    await dialog.getByRole("textbox", { name: field, exact: true }).fill(text);
  }
  await dialog.getByRole("button", { name: `Create ${noun}`, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}
