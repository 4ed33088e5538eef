// The monitors of model/monitors over one connection: those of them that one connection is enough
// for, whatever else goes on at the Server, and wherever between the two sides it is looked at.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/monitors/finding.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::monitors {
class Monitor;
class TraceFacts;
}  // namespace mqttspec::model::monitors

namespace mqttspec::conformance::traffic {

class Outstanding;

/// A finding, and whom it is about.
struct AttributedFinding {
  Sender culprit;
  model::monitors::Finding finding;
};

class Examination {
 public:
  /// What the history shows is not reported: it was, when it happened.
  explicit Examination(const std::vector<model::TraceEvent>& history);
  ~Examination();
  Examination(const Examination&) = delete;
  Examination& operator=(const Examination&) = delete;

  /// Takes the next event and returns what it proves.
  std::vector<AttributedFinding> observe(const model::TraceEvent& event);
  std::size_t events() const { return events_; }
  /// True if the history that `outstanding` gives would serve as well.
  bool can_end(const Outstanding& outstanding) const;

 private:
  std::unique_ptr<model::monitors::TraceFacts> facts_;
  std::vector<std::unique_ptr<model::monitors::Monitor>> monitors_;
  std::vector<model::monitors::Finding> findings_[2];  // about the Client, about the Server
  std::size_t events_ = 0;
};

}  // namespace mqttspec::conformance::traffic
