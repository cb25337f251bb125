//! The form of a staged rollout: which generation, which steps, how long between them, and when it goes back.

use leptos::prelude::*;
use pilothouse_view::view;
use pilothouse_wire::api_node::{maintenance, metrics};
use pilothouse_wire::script::Step;
use pilothouse_wire::{Error, GenerationId, Share};

use super::{Page, listed, preload};
use crate::domain::allowed::Allowed;
use crate::domain::rollout::{Plan, parse_steps};
use crate::parts;
use crate::query::{Act, Rollouts, shares_of, use_rollouts};
use crate::reactive::{Callback, RwSignal};
use crate::ui::{Dialog, DialogKind, Notice, NoticeKind, NumberField, Select, TextField, live_if, percent_text};

/// What was typed.
#[derive(Clone, Copy)]
struct Form {
    page: Page,
    rollouts: Rollouts,
    generation: RwSignal<String>,
    steps: RwSignal<String>,
    steps_wrong: RwSignal<Option<String>>,
    wait: RwSignal<String>,
    wait_wrong: RwSignal<Option<String>>,
    errors: RwSignal<String>,
    errors_wrong: RwSignal<Option<String>>,
    p95: RwSignal<String>,
    p95_wrong: RwSignal<Option<String>>,
    act: Act,
}

/// May one begin, and if not, why.
pub(super) fn allowed(page: Page) -> Allowed {
    if use_rollouts().under_way() {
        return Allowed::no("A rollout is under way: let it end, or stop it.");
    }
    let Some(list) = page.generations.value().filter(|list| list.unreadable.is_empty()) else {
        return Allowed::no("The generations are not loaded, or not all of them could be read.");
    };
    if listed(page).and_then(|service| service.enabled) == Some(false) {
        return Allowed::no("The service is disabled: enable it first.");
    }
    let rows = &list.rows;
    match shares_of(rows) {
        None => Allowed::no("The mapping from before is not given by this server."),
        Some(shares) if shares.is_empty() => Allowed::no("Nothing is mapped yet: set a mapping first."),
        Some(_) => Allowed::when(rows.len() > 1, "There is no other generation to roll out."),
    }
}

/// All generations with their shares now, in hundredths of a percent, tracked.
fn before(page: Page) -> Vec<(GenerationId, u16)> {
    let rows = page.rows();
    let shares = shares_of(&rows).unwrap_or_default();
    let share = |id: &GenerationId| shares.iter().find(|(name, _)| name == id.as_str()).map_or(0, |(_, share)| *share);
    rows.iter().map(|row| (row.generation_id.clone(), share(&row.generation_id))).collect()
}

fn share_of(before: &[(GenerationId, u16)], generation: &GenerationId) -> u16 {
    before.iter().find(|(id, _)| id == generation).map_or(0, |(_, share)| *share)
}

impl Form {
    fn new(page: Page) -> Self {
        let (rows, before) = (page.rows(), before(page));
        // The newest that does not answer everything already.
        let growing = rows.iter().filter(|row| share_of(&before, &row.generation_id) < Share::WHOLE.hundredths());
        let newest = growing.reduce(|newest, row| if row.created_on > newest.created_on { row } else { newest });
        Self {
            page,
            rollouts: use_rollouts(),
            generation: RwSignal::new(newest.map(|row| row.generation_id.to_string()).unwrap_or_default()),
            steps: RwSignal::new("5, 25, 50, 100".into()),
            steps_wrong: RwSignal::new(None),
            wait: RwSignal::new("10".into()),
            wait_wrong: RwSignal::new(None),
            errors: RwSignal::default(),
            errors_wrong: RwSignal::new(None),
            p95: RwSignal::default(),
            p95_wrong: RwSignal::new(None),
            act: Act::default(),
        }
    }

    /// The plan as it is typed, tracked; or what is wrong with each field, in their order.
    fn read(self) -> Result<Plan, [Option<String>; 4]> {
        let before = before(self.page);
        let has = self.generation.with(|id| GenerationId::parse(id).map_or(0, |id| share_of(&before, &id)));
        let steps = self.steps.with(|text| parse_steps(text)).and_then(|steps| match steps[0] > has {
            true => Ok(steps),
            false => Err(["It has ", &percent_text(has), " already: begin above that."].concat()),
        });
        let wait = self.wait.with(|text| number(text)).and_then(|minutes| match minutes {
            Some(minutes) if (0.05..=1_440.0).contains(&minutes) => Ok(minutes),
            Some(_) | None => Err("Give minutes, from 0.05 to 1440.".to_owned()),
        });
        let errors = self.errors.with(|text| number(text));
        let p95 = self.p95.with(|text| number(text));
        let wrong = [steps.clone().err(), wait.clone().err(), errors.clone().err(), p95.clone().err()];
        let generation = self.generation.with(|id| GenerationId::parse(id)).ok();
        let (Ok(steps), Ok(wait), Ok(most_errors), Ok(most_p95), Some(generation)) =
            (steps, wait, errors, p95, generation)
        else {
            return Err(wrong);
        };
        Ok(Plan {
            node: self.page.node.id.get_value(),
            service: self.page.service.get_value(),
            before,
            generation,
            steps,
            wait: wait * 60.0,
            most_errors,
            most_p95,
        })
    }

    /// The steps as they would be sent.
    fn script(self) -> Vec<Step> {
        let Ok(plan) = self.read() else { return Vec::new() };
        let target = self.page.node.target.get_value();
        let splits = plan.steps.iter().filter_map(|share| plan.split(*share).ok());
        let call = |split| pilothouse_wire::api_node::mapping::set(&plan.service, &split);
        splits.map(|split| parts::step(self.page.session, &target, call(split).request())).collect()
    }

    fn start(self, close: Callback<()>) {
        let read = untrack(|| self.read());
        let [steps, wait, errors, p95] = read.as_ref().err().cloned().unwrap_or_default();
        for (field, wrong) in
            [(self.steps_wrong, steps), (self.wait_wrong, wait), (self.errors_wrong, errors), (self.p95_wrong, p95)]
        {
            field.set(wrong);
        }
        let Ok(plan) = read else { return };
        let ready = prepare(self.page, plan.clone());
        self.act.start("The rollout was not begun".into(), ready, move |()| {
            self.rollouts.begin(plan);
            close.run(());
        });
    }

    /// Whether the generation that was picked is not loaded yet, tracked.
    fn is_cold(self) -> bool {
        let picked = self.generation.get();
        self.page.rows().iter().any(|row| row.generation_id.as_str() == picked && row.mounted == Some(false))
    }
}

/// Before the first step: the generation is loaded, and what is to be watched can be.
fn prepare(page: Page, plan: Plan) -> impl Future<Output = Result<(), Error>> {
    // Read at the call: the page may be left before the metrics are there.
    let cold = page.rows_untracked(|row| row.mounted == Some(false) && row.generation_id == plan.generation);
    let (session, target, loaded) = (page.session, page.node.target.get_value(), preload::all(page, cold));
    async move {
        if plan.most_errors.is_some() || plan.most_p95.is_some() {
            let tree = session.send(&target, &maintenance::metrics()).await?;
            if metrics::read(&tree).series.is_empty() {
                return Err(Error::NotSent(
                    "This node's metrics have no names that this console knows, so the conditions cannot be checked. Leave both empty to go by the waits alone.".into(),
                ));
            }
        }
        loaded.await
    }
}

/// An optional number.
fn number(text: &str) -> Result<Option<f64>, String> {
    match text.trim() {
        "" => Ok(None),
        text => match text.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() && number >= 0.0 => Ok(Some(number)),
            Ok(_) | Err(_) => Err("Give a number, 0 or more, or leave it empty.".into()),
        },
    }
}

/// The dialog.
pub(super) fn dialog(page: Page, close: Callback<()>) -> AnyView {
    let form = Form::new(page);
    let options: Vec<(String, String)> =
        page.rows().iter().map(|row| (row.generation_id.to_string(), row.generation_id.to_string())).collect();
    view! {
        <Dialog
            title=["Staged rollout of ", &page.name()].concat()
            description="Gives a generation more and more of the queries. It goes on while you work in the console, stands still while this tab is hidden or the session has ended, and ends with the tab."
            kind=DialogKind::Wide
            busy=form.act.busy
            on_close=close
            submit_label="Begin"
            on_submit=move || form.start(close)
        >
            <div class="form">
                <Select
                    label="Generation"
                    value=form.generation
                    on_change=Callback::new(move |id| form.generation.set(id))
                    options=options
                />
                <TextField
                    label="Steps, in percent"
                    value=form.steps
                    hint="Growing shares of this generation. The others keep their proportions."
                    error=form.steps_wrong
                    required=true
                />
                <NumberField label="Wait after each step" value=form.wait unit="minutes" error=form.wait_wrong required=true/>
                <NumberField
                    label="Go back when more fail than"
                    value=form.errors
                    unit="%"
                    hint="Of this generation's queries in a step, once there are 20."
                    error=form.errors_wrong
                />
                <NumberField
                    label="Go back when p95 is above"
                    value=form.p95
                    unit="ms"
                    hint="Both are read from the node's metrics every 5 seconds."
                    error=form.p95_wrong
                />
            </div>
            {live_if(move || form.is_cold().then(|| view! {
                <Notice kind=NoticeKind::Info title="It is not mounted" text="It is preloaded before the first step."/>
            }))}
            {parts::as_script(move || form.script())}
            {parts::act_failure(form.act)}
        </Dialog>
    }
    .into_any()
}

/// Reads the page's rows again whenever a rollout has set a mapping.
pub(super) fn follow(page: Page) {
    let rollouts = use_rollouts();
    Effect::new(move |before: Option<u32>| {
        let changed = rollouts.changed.get();
        if before.is_some_and(|before| before != changed) {
            page.reload();
        }
        changed
    });
}
