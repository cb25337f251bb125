//! App services of many kinds: most at work, one scaled to zero, one disabled, one that has failed.

use pilothouse_wire::control::{services as s, users as u};
use rusqlite::Transaction;
use serde_json::{Value, json};

use super::There;
use crate::{
    control::{
        Deed, MASK,
        manifest::steps::{address, end},
        moment::iso,
        work,
    },
    error::Failure,
    store::control as store,
};

/// A service to be.
struct Plan {
    name: &'static str,
    kind: &'static str,
    shown: &'static str,
    what: &'static str,
    version: &'static str,
    /// As wished, and as it is.
    state: &'static str,
    /// Processor and memory: what is set aside, and the most.
    resources: [(&'static str, &'static str); 2],
    /// Whether it has an address that people open.
    open: bool,
    /// Number of its owner; nobody's where the system brought it.
    owner: Option<usize>,
}

const SMALL: [(&str, &str); 2] = [("250m", "512Mi"), ("1", "2Gi")];
const LARGE: [(&str, &str); 2] = [("1", "4Gi"), ("4", "16Gi")];

const fn plan(name: &'static str, kind: &'static str, shown: &'static str, what: &'static str) -> Plan {
    Plan { name, kind, shown, what, version: "3.5.5", state: s::READY, resources: SMALL, open: true, owner: None }
}

const PLANS: [Plan; 14] = [
    Plan { version: "1.13.9", ..plan("nuclio", "nuclio", "Nuclio", "Functions that answer events") },
    Plan { version: "1.7.1", resources: LARGE, ..plan("mlrun", "mlrun", "MLRun", "Experiments, models and pipelines") },
    Plan { version: "0.392", resources: LARGE, ..plan("presto", "presto", "Presto", "Queries over tables") },
    Plan { version: "10.4.2", ..plan("grafana", "grafana", "Grafana", "Dashboards") },
    Plan { version: "10.11.6", open: false, ..plan("mariadb", "mariadb", "MariaDB", "Tables of the other services") },
    Plan { version: "3.1.3", open: false, ..plan("hive", "hive", "Hive", "Where the tables of Presto are") },
    Plan {
        version: "3.2.4",
        ..plan("spark-history", "spark_history_server", "Spark history", "Jobs of Spark that are over")
    },
    Plan {
        version: "2.13.0",
        state: s::SCALED_TO_ZERO,
        owner: Some(3),
        ..plan("vision-board", "tensorboard", "Vision board", "Curves of the camera models")
    },
    Plan { resources: LARGE, owner: Some(0), ..plan("lab", "jupyter", "Lab", "Notebooks of the forecasting team") },
    Plan {
        resources: LARGE,
        state: s::DISABLED,
        owner: Some(5),
        ..plan("gpu-lab", "jupyter", "GPU lab", "Notebooks with a graphics card, when there is one")
    },
    Plan { open: false, owner: Some(0), ..plan("shell", "shell", "Shell", "A terminal beside the data") },
    Plan {
        version: "2.8.3",
        open: false,
        ..plan("docker-registry", "docker_registry", "Docker registry", "Images of functions")
    },
    Plan {
        version: "2.53.0",
        state: s::ERROR,
        ..plan("prometheus", "v3io_prometheus", "Prometheus", "Metrics of the last month")
    },
    Plan {
        version: "7.17.0",
        open: false,
        ..plan("log-forwarder", "filebeat", "Log forwarder", "Sends logs to a search engine")
    },
];

/// Why the one that has failed did.
const BROKEN: &str =
    "Volume prometheus-data is full: 0 of 1 replicas are available, container prometheus was restarted 14 times";

impl Plan {
    fn service(&self, deed: &Deed, there: &There) -> Value {
        json!({
            s::SPEC: self.spec(there),
            s::META: {"labels": {"app": self.kind}},
            s::STATUS: self.status(deed),
        })
    }

    fn spec(&self, there: &There) -> Value {
        let [requests, limits] = self.resources.map(|(cpu, memory)| json!({"cpu": cpu, "memory": memory}));
        let mut spec = json!({
            s::NAME: self.name,
            s::KIND: self.kind,
            s::DISPLAY_NAME: self.shown,
            s::DESCRIPTION: self.what,
            s::DESIRED_STATE: if self.state == s::ERROR { s::READY } else { self.state },
            s::ENABLED: self.state != s::DISABLED,
            s::MARK_FOR_RESTART: false,
            s::MARK_AS_CHANGED: false,
            s::VISIBLE_TO_ALL: self.owner.is_none(),
            s::RESOURCES: {s::REQUESTS: requests, s::LIMITS: limits},
            "min_replicas": 1,
            "max_replicas": 1,
            "advanced": {"node_selector": {"entries": []}, "priority_class_name": "igz-workload-medium"},
            self.kind: self.own(),
        });
        if let Some(number) = self.owner {
            let owner = there.user(number).text(u::USERNAME).unwrap_or_default();
            spec[s::OWNER] = json!(owner);
            spec["credentials"] = json!({u::USERNAME: owner});
            spec["scale_to_zero"] = json!({"mode": "enabled", "scale_resources": [
                {"metric_name": "num_of_requests", "threshold": 0, "window_size": "1h"}]});
        }
        spec
    }

    /// What only this kind has.
    fn own(&self) -> Value {
        match self.kind {
            "jupyter" => json!({
                "image_name": if self.name == "lab" { "jupyter-all" } else { "jupyter-gpu-cuda" },
                "presto_name": "presto",
                "docker_registry_name": "docker-registry",
                "home_spec": {"container": "users", "prefix": "forecasting"},
                "extra_environment_vars": {"entries": [{"key": "TZ", "value": "UTC"}]},
                "ssh_enabled": false,
            }),
            "filebeat" => json!({
                "elasticsearch_url": "https://search.example.org:9200",
                "elasticsearch_username": "logs",
                s::ELASTICSEARCH_PASSWORD: MASK,
                "elasticsearch_ssl_verification_mode": "full",
                "update_index_template": true,
            }),
            _ => json!({}),
        }
    }

    fn status(&self, deed: &Deed) -> Value {
        let mut status = json!({
            s::STATE: self.state,
            s::VERSION: self.version,
            s::DISPLAY_NAME: self.shown,
            "internal_api_urls": [{s::KIND: "http", s::URL: format!("http://{}.default-tenant.svc:8080", self.name)}],
        });
        if self.open {
            status[s::URLS] = json!([{s::KIND: "https", s::URL: address(self.name)}]);
            status[s::API_URLS] = json!([{s::KIND: "https", s::URL: format!("{}/api", address(self.name))}]);
        }
        if self.state == s::ERROR {
            status[s::LAST_ERROR] = json!(BROKEN);
            status[s::ERROR_INFO] = json!({s::DESCRIPTION: BROKEN, s::TIMESTAMP: iso(deed.now - 5_400_000)});
        }
        status
    }
}

/// Puts them in, as that job has left them.
pub(super) fn fill(db: &Transaction<'_>, deed: &Deed, there: &There, last_job: &str) -> Result<(), Failure> {
    let kept = work::manifest(db)?;
    let mut manifest = kept.attributes.clone();
    manifest.insert(s::SERVICES.into(), PLANS.iter().map(|plan| plan.service(deed, there)).collect());
    end(&mut manifest, &[], last_job, "");
    store::update(db, &kept, manifest).map(drop)
}
