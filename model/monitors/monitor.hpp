// The properties of the protocol as short trace checks, independent of the step function: a second
// judge for the model, and the judge of everything the conformance cases see and send.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/trace.hpp"
#include "spec/register.hpp"

namespace mqttspec::model {

/// A property found broken.
struct Finding {
  std::string_view property;  // "P16 AckMatches"
  StatementId statement;      // the one broken, of the connection's version
  std::size_t event;          // position in the trace of the observation that proves it
  std::string text;           // what was seen, what would have been right
};

/// A property of one actor. Fed the trace event by event; reports a breach only when the trace
/// proves it under every freedom the Standard gives and every order of events between connections
/// that the observations allow.
class Monitor {
 public:
  virtual ~Monitor() = default;
  /// Takes the next observation.
  virtual void observe(const TraceEvent& event, std::vector<Finding>& findings) = 0;
  /// The run has come to rest: nothing is in transit, every obligation without delay is met or
  /// never will be. `complete` is false if the run was cut short; then nothing is concluded from
  /// absence.
  virtual void finish(bool complete, std::vector<Finding>& findings) = 0;
  /// How often the property's precondition was met; 0 means that it has proved nothing.
  virtual std::size_t antecedents() const = 0;
};

struct MonitorRow {
  std::string_view property;  // "P16 AckMatches"
  Actor subject;              // whose behaviour is judged
  std::unique_ptr<Monitor> (*make)();
};

class Book;

/// All monitors, by number.
std::span<const MonitorRow> monitors();

/// Judges a trace by all monitors of one subject.
class MonitorSet {
 public:
  explicit MonitorSet(Actor subject);
  ~MonitorSet();
  void observe(const TraceEvent& event);
  void finish(bool complete);
  const std::vector<Finding>& findings() const { return findings_; }
  /// Antecedents by position in monitors(); 0 for those of the other subject.
  std::vector<std::size_t> antecedents() const;

 private:
  std::unique_ptr<Book> book_;                      // what the monitors know, read once for all
  std::vector<std::unique_ptr<Monitor>> monitors_;  // by position; null for the other subject
  std::vector<Finding> findings_;
};

}  // namespace mqttspec::model
