// Runs of the broker written as text: what Clients do, a line each, and what the broker does, a
// line each. For tests, and for showing a counter-example so that it can be replayed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/broker/step.hpp"

namespace mqttspec::model::scripts {

/// A broker that is driven by text.
///
/// Every line, ended by a line feed or `;`, begins with the name of a Client, which is also its
/// Client Identifier unless `id=` says otherwise, and what it does:
///
///     a connect [v311|v5] [clean] [id=X] [ka=S] [expiry=S] [rm=N] [size=N] [tam=N] [noinfo] [info]
///               [auth=X] [data=X] [user=X] [password=X]
///               [will=TOPIC:PAYLOAD] [wq=N] [wr] [wd=S] [wexp=S] [wup=N:V,N:V] [wpf=N]
///               [wct=X] [wrt=X] [wcd=X]
///     a publish TOPIC PAYLOAD [q=N] [id=N] [dup] [retain] [exp=S] [alias=N] [pfi=N] [ct=X] [rt=X]
///               [cd=X] [up=N:V,N:V]               (`-` stands for an empty text)
///     a subscribe ID FILTER:QOS[n][p][hN].. [sid=N]  (n No Local, p Retain As Published, h Retain
///     a unsubscribe ID FILTER..                       Handling)
///     a puback|pubrec|pubrel|pubcomp ID [rc=HEX]
///     a ping | open | lost
///     a auth [rc=HEX] [method=X] [data=X]
///     a disconnect [rc=HEX] [expiry=S]
///     a malformed STATEMENT [TYPE]
///     wait SECONDS | restart kept|lost
class Script {
 public:
  /// `version` is that of a connect that names none. In what run() returns, Reason Codes have the
  /// names of `wording`, or those of the version in which the packet is sent. Chooser, profile and
  /// faults as for step().
  Script(Version version, const Profile& profile, const FaultSet& faults, Chooser& chooser,
         std::optional<Version> wording = std::nullopt);

  /// Performs the lines and returns what the broker does, each with a line feed. A line that cannot
  /// be understood is answered by `? ` and the line.
  std::string run(std::string_view lines);
  /// From now on `listener` is told of each input, before it is played.
  void listen(std::function<void(const Input&)> listener) { listener_ = std::move(listener); }

  const BrokerState& state() const { return state_; }
  const RuleSet& fired() const { return fired_; }

 private:
  struct Name {
    std::string name;
    ConnectionId connection;
  };

  std::string run_line(std::string_view line);
  std::string perform(const Input& input);
  ConnectionId connection_of(std::string_view name, bool open_new);
  std::string_view name_of(ConnectionId connection) const;

  Version version_;
  std::optional<Version> wording_;
  const Profile& profile_;
  FaultSet faults_;
  Chooser& chooser_;
  BrokerState state_;
  RuleSet fired_;
  std::vector<Name> names_;
  std::function<void(const Input&)> listener_;
};

}  // namespace mqttspec::model::scripts
