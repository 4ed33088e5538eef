// Decides whether an exchange is still in its sender's state.
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model::monitors {

bool holds_for_certain(const TraceFacts& facts, Sender sender) {
  const Exchange* held = facts.held();
  const ConnectionFacts& connection = facts.connection();
  if (held == nullptr || held->over()) return false;
  if (sender == Sender::server && !connection.judgeable()) return false;
  if (held->sent_on(connection.id)) return true;
  const Limits& limits =
      sender == Sender::server ? connection.client_limits : connection.server_limits;
  // A client that broke the protocol before still has to keep to it.
  const bool known = sender == Sender::client ? facts.session().whole : facts.session().judgeable();
  return connection.accepted && known && !held->expires && !limits.maximum_packet_size;
}

}  // namespace mqttspec::model::monitors
