// What a trace tells about one Session.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/monitors/exchange.hpp"
#include "model/monitors/request.hpp"
#include "model/monitors/subscription_facts.hpp"

namespace mqttspec::model::monitors {

/// A Session as the trace shows it. `whole` is false if it began before the trace; `uncertain` if
/// the order of what happened to it cannot be known, or its client broke the protocol. It is also
/// uncertain if the server said Session Present 0 where an earlier session should be left: then it
/// can be that one, which goes on in fact.
struct SessionFacts {
  std::string client_id;
  Version version = Version::v5_0;
  bool whole = true;
  bool uncertain = false;
  const SessionFacts* denied = nullptr;            // the earlier session that should be left
  bool goes_on = false;                            // the denied one: it was served after that
  std::vector<ConnectionId> connections;           // accepted ones, in order
  std::map<std::uint16_t, Exchange> exchanges[2];  // by sender of the PUBLISH
  std::map<AnswerKey, AnswerCount> answer_counts;
  std::vector<SubscriptionFacts> subscriptions;
  std::vector<UnsubscriptionFacts> unsubscriptions;
  std::map<MessageKey, std::vector<DeliveredCopy>> deliveries;

  bool judgeable() const { return whole && !uncertain; }
  std::map<std::uint16_t, Exchange>& from(Sender sender) {
    return exchanges[sender == Sender::client ? 0 : 1];
  }
  const std::map<std::uint16_t, Exchange>& from(Sender sender) const {
    return exchanges[sender == Sender::client ? 0 : 1];
  }
};

}  // namespace mqttspec::model::monitors
