// What `mqttspec serve --log` says: each packet in both directions, and which statements led from
// the one to the other.
#pragma once

#include <map>
#include <span>
#include <string>

#include "model/event.hpp"
#include "model/rule_set.hpp"

namespace mqttspec::conformance::wire {

/// Makes lines of the steps of one broker, in their order.
class BrokerLog {
 public:
  /// What came in, what went out and why, and, where anything was, the statements that were
  /// applied; a line each, each with a line feed. `now` is the broker's time. Empty if nothing
  /// happened.
  std::string lines(model::Time now, const model::Input& input,
                    std::span<const model::Output> outputs, const model::RuleSet& applied);

 private:
  std::string text_of(const model::Input& input);
  void note_version(model::ConnectionId connection, const Packet& packet);
  Version version_of(model::ConnectionId connection) const;

  std::map<model::ConnectionId, Version> versions_;  // of connections on which CONNECT came
};

}  // namespace mqttspec::conformance::wire
