// Decides whether an exchange is still in its sender's state.
#include "model/monitors/sending_rules.hpp"

namespace mqttspec::model {

bool holds_for_certain(const Book& book, Sender sender) {
  const Exchange* held = book.held();
  const ConnectionFacts& connection = book.connection();
  if (held == nullptr || held->over()) return false;
  if (sender == Sender::server && !connection.judgeable()) return false;
  if (held->sent_on(connection.id)) return true;
  const Limits& limits =
      sender == Sender::server ? connection.client_limits : connection.server_limits;
  // A Client's own lapses do not excuse it.
  const bool known = sender == Sender::client ? book.session().whole : book.session().judgeable();
  return connection.accepted && known && !held->expires && !limits.maximum_packet_size;
}

}  // namespace mqttspec::model
