// Runs of a Client written as text, in the language of script.hpp: what the application asks
// for and the Server does, a line each, and what the Client does. For tests.
#pragma once

#include <string>
#include <string_view>

#include "model/client/client.hpp"

namespace mqttspec::model::scripts {

/// A Client that is driven by text. A line with the name `app` is a wish of the application, as a
/// Client's line in Script: `app connect clean`, `app publish t x q=1`. Lines with the name `s` are
/// packets from the Server, and what befalls the connection:
///
///     s connack PRESENT RC [rm=N] [qos=N] [retain=N] [size=N] [tam=N] [wildcards=N] [sids=N]
///               [shared=N] [ka=S] [expiry=S] [id=X] [auth=X]
///     s publish TOPIC PAYLOAD [q=N] [id=N] [dup] [retain] [alias=N] [sid=N]
///     s suback|unsuback ID [RC..]
///     s pingresp | lost | malformed RC
///     and puback, pubrec, pubrel, pubcomp, disconnect, auth as in Script
///     wait SECONDS
///
/// The Client's wish for a Network Connection is granted at once. It prints packets as they are,
/// `CLOSE`, `got TOPIC PAYLOAD` and `done REQUEST RC`.
class ScriptedClient {
 public:
  ScriptedClient(Version version, const client::Profile& profile, const client::FaultSet& faults,
                 Chooser& chooser);

  /// Performs lines, ended by line feeds or `;`, and returns what the Client does.
  std::string run(std::string_view lines);

  const client::State& state() const { return state_; }

 private:
  std::string run_line(std::string_view line);
  std::string perform(const client::Input& input);

  Version version_;
  const client::Profile& profile_;
  client::FaultSet faults_;
  Chooser& chooser_;
  client::State state_;
  RuleSet fired_;
  ConnectionId connections_ = 0;
};

}  // namespace mqttspec::model::scripts
