// The guarantees of the protocol as short trace checks, independent of the step function: a second
// judge for the model, and the judge of everything the conformance cases see and send.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "model/monitors/finding.hpp"

namespace mqttspec::model {
struct TraceEvent;
}

namespace mqttspec::model::monitors {

class Monitor;
class TraceFacts;

/// One monitor: a guarantee, and the side whose behaviour it judges.
struct MonitorRow {
  std::string_view guarantee;  // "P16 AckMatches"
  Actor subject;               // server or client
  std::unique_ptr<Monitor> (*make)();
};

/// All monitors, by number.
std::span<const MonitorRow> monitor_rows();

/// Judges both sides of a trace by all monitors. The trace is read once, for all of them.
class MonitorSet {
 public:
  MonitorSet();
  ~MonitorSet();
  MonitorSet(const MonitorSet&) = delete;
  MonitorSet& operator=(const MonitorSet&) = delete;

  /// Takes the next observation.
  void observe(const TraceEvent& event);
  /// The run has come to rest. `complete` is false if it was cut short; then nothing is concluded
  /// from absence.
  void finish(bool complete);
  /// What has been found against that side, in the order in which it showed.
  const std::vector<Finding>& findings(Actor subject) const;
  /// Antecedents by position in monitor_rows().
  std::vector<std::size_t> antecedents() const;

 private:
  std::unique_ptr<TraceFacts> facts_;
  std::vector<std::unique_ptr<Monitor>> monitors_;  // by position in monitor_rows()
  std::vector<Finding> server_findings_;
  std::vector<Finding> client_findings_;
};

}  // namespace mqttspec::model::monitors
