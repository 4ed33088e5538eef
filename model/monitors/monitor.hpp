// What all monitors have in common: facts to read, findings to report, and a count of how often the
// guarantee applied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/monitors/finding.hpp"
#include "model/monitors/interest.hpp"
#include "model/monitors/trace_facts.hpp"
#include "model/trace.hpp"

namespace mqttspec::model::monitors {

/// Judges one guarantee of one actor. Reports a breach only when the trace proves it under every
/// freedom the Standard gives and every order of events between connections that the observations
/// allow.
class Monitor {
 public:
  Monitor() = default;
  virtual ~Monitor() = default;
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;

  /// What it reports goes there, under this name; both must outlive it. Called once, at first.
  void report_to(std::vector<Finding>& findings, std::string_view guarantee) {
    findings_ = &findings;
    guarantee_ = guarantee;
  }
  /// What it judges; of other events judge() has nothing to say.
  virtual Interest interest() const { return Interest::in_everything(); }
  /// Judges the newest event, which the facts include already.
  virtual void judge(const TraceFacts& facts, const TraceEvent& event) = 0;
  /// The run is over, complete or not. Judges what was put off until more was seen.
  virtual void settle(const TraceFacts& facts) { static_cast<void>(facts); }
  /// The run is complete: nothing is in transit, every obligation without delay is met or never
  /// will be. Judges what has not happened.
  virtual void conclude(const TraceFacts& facts) { static_cast<void>(facts); }

  /// How often the guarantee's precondition was met; 0 means that it has proved nothing.
  std::size_t antecedents() const { return antecedents_; }

 protected:
  /// The guarantee's precondition is met.
  void note_antecedent() { ++antecedents_; }
  /// Reports a breach, if the guarantee exists in that version.
  void report(const Cited& cited, Version version, Position event, std::string text);
  /// Reports that the newest event is a breach, in the version of its connection.
  void report(const Cited& cited, const TraceFacts& facts, std::string text);

 private:
  std::vector<Finding>* findings_ = nullptr;
  std::string_view guarantee_;
  std::size_t antecedents_ = 0;
};

/// True if the event is a packet from that side.
inline bool is_packet_from(const TraceEvent& event, Sender sender) {
  return event.packet && event.kind == (sender == Sender::client ? TraceEvent::Kind::client_packet
                                                                 : TraceEvent::Kind::server_packet);
}

/// The packet of an event if it is of that type and from that side, else nullptr.
template <class Typed>
const Typed* packet_from(const TraceEvent& event, Sender sender) {
  return is_packet_from(event, sender) ? std::get_if<Typed>(&*event.packet) : nullptr;
}

}  // namespace mqttspec::model::monitors
