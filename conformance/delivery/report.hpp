// The delivery table with what was measured beside it, as a value.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "conformance/delivery/measure.hpp"
#include "conformance/report/report.hpp"

namespace mqttspec::conformance::delivery {

struct DeliveryReportRow {
  model::delivery::DeliveryRow row;
  std::array<model::delivery::DeliveryCell, model::delivery::situations.size()> cells;
  std::optional<Measurement> measured;

  /// What came of a situation, if it was measured.
  std::optional<model::delivery::DeliveryVerdict> verdict(std::size_t situation) const;
};

/// Rows with the same subscription options.
struct DeliverySection {
  Version version;
  RetainHandling retain_handling = RetainHandling::send;
  bool retain_as_published = false;
  std::vector<DeliveryReportRow> rows;

  /// True for the options that a SUBSCRIBE of 3.1.1 has too.
  bool is_plain() const { return retain_handling == RetainHandling::send && !retain_as_published; }
};

struct DeliveryReport {
  std::string target;  // empty if nothing was measured
  std::vector<report::VersionFacts> facts;
  std::vector<DeliverySection> sections;

  /// How many cells came to this verdict.
  std::size_t count(model::delivery::DeliveryVerdict verdict) const;
  /// How many cells should have been measured and were not.
  std::size_t missing() const;
};

/// What the Standards ask, and nothing measured. For options other than the plain ones only the
/// rows with RETAIN are there: the others are the same.
DeliveryReport delivery_report();

/// How to measure.
struct DeliveryPlan {
  play::Settings settings;
  unsigned jobs = 16;  // rows at a time
  std::string nonce;   // as in RunPlan
};

/// Measures all rows that the target does not decline. What is wrong is measured once more before
/// it is believed.
void measure_all(DeliveryReport& report, wire::Target& target, const DeliveryPlan& plan,
                 std::stop_token stop);

}  // namespace mqttspec::conformance::delivery
