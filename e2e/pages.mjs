// Every page of the house, by who opens it; looked at by axe, at 360 px, and by whoever takes pictures.
import { turnOn } from "./codes.mjs";
import { officer, signIn, visit } from "./house.mjs";

/** An officer who gave the password and now owes the code. */
const HALF = "kiemtra, without the code";

/** Makes what some pages need to exist: a paper, and an officer with a second factor. */
export async function prepare(house) {
  const page = await officer(house, "canbo");
  await page.goto("/papers/new?unit=hl&period=2024-Q1");
  await page.locator("main form button.primary").click();
  await page.locator("a.button.primary", { hasText: ".docx" }).waitFor({ timeout: 60_000 });
  const paper = new URL(page.url()).pathname;
  await page.goto("/follow-ups/new?unit=lg&on=2024-03-31&kind=review");
  await page.locator("input[name=rows]").first().check();
  await page.fill("[name=reason]", "Hai quý liền chưa có kết quả");
  await submit(page);
  await page.waitForURL(/follow-ups\/\d+$/);
  const followUp = new URL(page.url()).pathname;
  await page.context().close();
  const second = await signIn(await visit(house), "kiemtra");
  await turnOn(second);
  await second.context().close();
  return { paper, followUp };
}

/** Opens the browser of a visitor in the table. */
export async function visitor(house, who, options) {
  if (who === null) return visit(house, options);
  if (who === HALF) return signIn(await visit(house, options), "kiemtra");
  return officer(house, who, options);
}

const submit = (page) => page.locator("main form button.primary").first().click();

async function wrongPassword(page) {
  await page.fill("#name", "khong-co-ai");
  await page.fill("#password", "sai-mat-khau");
  await submit(page);
  await page.locator(".faults").waitFor();
}

async function faultyFact(page) {
  await page.fill("[name=on]", "31/2/2024");
  await submit(page);
  await page.locator(".faults").waitFor();
}

async function faulty(page) {
  // The house tells the faults, not the browser.
  await page.locator("main form").last().evaluate((form) => (form.noValidate = true));
  await submit(page);
  await page.locator(".faults").waitFor();
}

async function faultyCell(page) {
  await page.locator("[data-summed] td input").first().fill("mười");
  await page.locator("form.hand-down button.primary").click();
  await page.locator(".faults").waitFor();
}

async function look(page) {
  await page.locator("[data-summed] td input[data-was='']").first().fill("4");
  await page.fill("[name=decision_no]", "77-QĐ/QU");
  await page.fill("[name=decision_on]", "15/01/2024");
  await page.fill("[name=decision_by]", "Quận ủy Hồng Lam");
  await page.locator("form.hand-down button.primary").click();
  await page.locator("button[value=record]").waitFor();
}

async function drawer(page) {
  await page.locator("a.fig").first().click();
  // On a phone it is a page.
  await page.locator("dialog.drawer h1, main.sheet h1").first().waitFor();
}

async function openMenus(page) {
  await page.locator("header.bar .scope summary").first().click();
}


/** [who, path, name of the picture, what is done before looking, the answer that is right]. */
export function pages({ paper, followUp }) {
  return [
    [null, "/sign-in", "sign-in"],
    [null, "/sign-in", "sign-in-wrong", wrongPassword],
    [null, "/setup", "setup-over", null, 404],
    [null, "/nothing-here", "not-found-outside", null, 404],
    [HALF, "/sign-in/second-factor", "second-factor-ask"],
    ["canbo", "/second-factor?next=/account", "second-factor-offer"],
    ["canbo", "/nothing-here", "not-found", null, 404],
    ["dongda", "/units/dd/board?period=2024-Q1", "board-dd"],
    ["dongda", "/units/dd/board?period=2024-Q1", "drawer-dd", drawer],
    ["canbo", "/units/hl/board?period=2024-Q1", "board"],
    ["canbo", "/units/hl/board?period=2024-Q1", "board-menu", openMenus],
    ["canbo", "/units/lg/board", "board-city"],
    ["canbo", "/units/p-hl/board?period=2026-Q3", "board-restated"],
    ["canbo", "/submissions?unit=lg&period=2026-Q3", "calendar"],
    ["canbo", "/submissions?unit=hl&period=2024-Q1", "calendar-late"],
    ["canbo", "/submissions?unit=p-ys-cb-22&period=2024-Q1", "calendar-none"],
    ["canbo", "/units/p-hl/submissions/2026-Q3/party", "submission-closed"],
    ["canbo", "/units/p-hl/submissions/2026-Q3/activity", "submission-changed"],
    ["canbo", "/units/p-lt/submissions/2026-Q3/enterprise", "submission-waiting"],
    ["lammai", "/units/p-lt/submissions/2026-Q3/party", "submission-returned"],
    ["congdoan", "/units/p-lt/submissions/2026-Q3/union", "submission-draft"],
    ["canbo", "/units/p-hl/restatements?period=2026-Q3", "restatements"],
    ["canbo", "/units/p-lt/restatements?period=2026-Q3", "restatements-none"],
    ["canbo", "/units/p-hl/trace?indicator=thematic_meeting_held&period=2026-Q3", "trace-restated"],
    ["lanhdao", "/units/lg/board", "board-reader"],
    ["bithu", "/units/p-ys-cb-22/board", "board-cell"],
    ["canbo", "/units/hl/trace?indicator=party_org_founded&period=2024-Q1", "trace"],
    ["canbo", "/units/hl/trace?indicator=party_member_admission_rate&period=2024-Q1", "trace-rate"],
    ["canbo", "/shortfalls?unit=hl&on=2024-03-31", "shortfalls"],
    ["bithu", "/shortfalls", "shortfalls-none"],
    ["canbo", "/follow-ups", "follow-ups"],
    ["canbo", followUp, "follow-up"],
    ["canbo", `${followUp}/answers/1`, "follow-up-answer"],
    ["canbo", "/follow-ups/new?unit=lg&on=2024-03-31&kind=review", "follow-up-form"],
    ["canbo", "/follow-ups/new?unit=lg&on=2024-03-31&kind=review", "follow-up-faults", faulty],
    ["canbo", "/units", "tree"],
    ["canbo", "/units?view=list", "unit-list"],
    ["canbo", "/units?view=list&q=khong-co-gi", "unit-list-empty"],
    ["canbo", "/units/p-hl", "unit-ward"],
    ["canbo", "/units/hl", "unit"],
    ["canbo", "/units/p-hl/viewers", "viewers"],
    ["canbo", "/enterprises", "enterprises"],
    ["canbo", "/enterprises?q=cong%20nghe&workers=50", "enterprises-sought"],
    ["canbo", "/enterprises/9828700737", "enterprise"],
    ["canbo", "/enterprises/9802187020?events=organization", "enterprise-organizations"],
    ["canbo", "/enterprises/9828700737/survey", "survey-form"],
    ["canbo", "/surveys", "surveys"],
    ["canbo", "/cases", "cases"],
    ["canbo", "/cases/new", "case-form"],
    ["lammai", "/cases/board", "cases-board"],
    ["lammai", "/cases/1", "case-founded"],
    ["lammai", "/cases/2", "case-late"],
    ["lammai", "/cases/2/letters/submission", "letter-form"],
    ["lammai", "/letters/2", "letter"],
    ["lammai", "/surveys/2", "survey-returned"],
    ["lammai", "/campaigns", "campaigns"],
    ["lammai", "/campaigns/1", "campaign"],
    ["lammai", "/campaigns/new", "campaign-form"],
    ["lammai", "/dialogues", "dialogues"],
    ["lammai", "/dialogues/1", "dialogue"],
    ["lammai", "/dialogues/new", "dialogue-form"],
    ["lammai", "/dialogues/1/matters", "matter-form"],
    ["lammai", "/matters?answered=yes", "matters"],
    ["lammai", "/matters/2", "matter"],
    ["lammai", "/units/p-lt/board?period=2026", "board-cards"],
    ["lammai", "/enterprises/9816775576", "enterprise-founded"],
    ["lammai", "/enterprises/imports/1", "import-taken"],
    ["lammai", "/enterprises/batches/1", "batch"],
    ["canbo", "/enterprises/imports", "imports"],
    ["canbo", "/enterprises/waiting", "waiting"],
    ["canbo", "/enterprises/new", "enterprise-new"],
    ["lammai", "/enterprises/9816775576/description", "enterprise-description"],
    ["congdoan", "/enterprises/9803093216/organizations", "enterprise-ties"],
    ["canbo", "/enterprises?q=khong-co-gi", "enterprises-empty"],
    ["canbo", "/units/differences", "differences"],
    ["canbo", "/units/differences?from=2024-01-01&to=2026-01-01", "differences-days"],
    ["canbo", "/search?q=hong", "search"],
    ["canbo", "/search?q=khong-co-gi", "search-empty"],
    ["canbo", "/entries", "entries"],
    ["canbo", "/entries/700", "entry"],
    ["canbo", "/entries/700/reversal", "reversal"],
    ["canbo", "/facts/new", "facts"],
    ["canbo", "/facts/new?fact=party_org_founded&unit=p-hl", "fact-form"],
    ["canbo", "/facts/new?fact=party_member_admitted&unit=p-hl", "fact-faults", faultyFact],
    ["canbo", "/facts/new?fact=enterprise_surveyed&unit=p-hl", "fact-survey"],
    ["canbo", "/tasks", "tasks"],
    ["canbo", "/tasks/new", "task-form"],
    ["canbo", "/tasks/new", "task-faults", faulty],
    ["canbo", "/tasks/1", "task"],
    ["canbo", "/tasks/1/wording", "task-wording"],
    ["canbo", "/targets", "targets"],
    ["canbo", "/targets?force=all&unit=hl", "targets-all"],
    ["canbo", "/targets/new?indicator=party_org_founded&giver=hl&unit=hl&period=2026", "target-form"],
    ["canbo", "/targets/new", "target-faults", faulty],
    ["canbo", "/units/hl/hand-down?period=2024", "hand-down"],
    ["canbo", "/units/hl/hand-down?period=2024", "hand-down-faults", faultyCell],
    ["canbo", "/units/hl/hand-down?period=2024", "hand-down-look", look],
    ["canbo", "/papers", "papers"],
    ["canbo", "/papers/new", "paper-form"],
    ["canbo", paper, "paper"],
    ["canbo", `${paper}/text`, "paper-text"],
    ["canbo", "/wordings?unit=hl", "wordings"],
    ["canbo", "/wordings/quarter?unit=hl&period=2024-Q1", "wording"],
    ["canbo", "/wordings/results?unit=hl&period=2024-Q1", "wording-part"],
    ["canbo", "/report-forms", "report-forms-none"],
    ["canbo", "/report-forms/new", "report-form-new"],
    ["canbo", "/account", "account"],
    ["canbo", "/password", "password"],
    ["canbo", "/roles", "roles"],
    ["canbo", "/audit", "audit"],
    ["quantri", "/audit/1", "audit-line"],
    ["quantri", "/accounts", "accounts"],
    ["quantri", "/accounts/new", "account-form"],
    ["quantri", "/accounts/new", "account-faults", faulty],
    ["quantri", "/accounts/2", "account-other"],
    ["canbo", "/api/v1/docs/", "reader"],
  ];
}
