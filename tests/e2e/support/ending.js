// The end of a session, as it looks in the console.

/** The sign-in over the page. */
export const ended = (page) => page.getByRole("dialog", { name: "Your session has ended" });

/** The button of the sign-in page. */
export const signInPage = (page) => page.getByRole("main").getByRole("button", { name: "Sign in", exact: true });

/** Signs in over the page. */
export async function signInOver(page, { password }) {
  await ended(page).getByLabel("Password", { exact: true }).fill(password);
  await ended(page).getByRole("button", { name: "Sign in", exact: true }).click();
  await ended(page).waitFor({ state: "hidden" });
}
