//! Numbers for the machine that watches: requests and durations by method, pattern of the path, and code.

use axum_prometheus::metrics_exporter_prometheus::PrometheusHandle;
use axum_prometheus::{EndpointLabel, PrometheusMetricLayer, PrometheusMetricLayerBuilder};

/// Counts requests for `/metrics`; a process has one such counter.
pub type Metrics = (PrometheusMetricLayer<'static>, PrometheusHandle);

/// Makes the counter of this process.
#[must_use]
pub fn metrics() -> Metrics {
    PrometheusMetricLayerBuilder::new()
        .with_endpoint_label_type(EndpointLabel::MatchedPathWithFallbackFn(|_| "-".to_owned()))
        .with_default_metrics()
        .build_pair()
}
