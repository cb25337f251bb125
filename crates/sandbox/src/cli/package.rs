//! `package`: writes an example package.

use std::{path::PathBuf, str::FromStr};

use clap::Args;
use pilothouse_wire::{EndpointId, GenerationId, ServiceId};
use serde_json::Value;

use crate::packages::build;

use super::Problem;

#[derive(Debug, Args)]
pub(super) struct Package {
    /// For which service.
    #[arg(long)]
    service: String,
    /// Which generation it shall be.
    #[arg(long)]
    generation: String,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
    /// An endpoint that tells late parcels from timely ones; may be given again.
    #[arg(long, default_value = "delay")]
    endpoint: Vec<String>,
    /// An endpoint that predicts a cost; may be given again.
    #[arg(long)]
    regression: Vec<String>,
    /// Moves the answers of all its models, so that generations differ.
    #[arg(long, default_value = "0", allow_negative_numbers = true)]
    shift: Number,
    /// Makes a generation that can be imported and cannot be loaded, for this reason.
    #[arg(long)]
    fail_load: Option<String>,
}

/// A number that is one.
#[derive(Clone, Copy, Debug)]
struct Number(f64);

impl FromStr for Number {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        number.map(Self).ok_or_else(|| "not a number".to_owned())
    }
}

impl Package {
    pub(super) fn run(self) -> Result<(), Problem> {
        let (service, generation) = (ServiceId::parse(&self.service)?, GenerationId::parse(&self.generation)?);
        let mut endpoints = models(&self.endpoint, self.shift, build::classifier)?;
        endpoints.extend(models(&self.regression, self.shift, build::regression)?);
        let document = build::document(&service, &generation, &endpoints, self.fail_load.as_deref());
        std::fs::write(&self.out, build::archive(&document)?)
            .map_err(|error| Problem(format!("{} cannot be written: {error}", self.out.display())))
    }
}

fn models(names: &[String], shift: Number, make: fn(&EndpointId, f64) -> Value) -> Result<Vec<Value>, Problem> {
    names.iter().map(|name| Ok(make(&EndpointId::parse(name)?, shift.0))).collect()
}
