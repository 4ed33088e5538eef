// See outgoing.hpp.
#include "model/mutations/outgoing.hpp"

#include <algorithm>

namespace mqttspec::model::mutations {

const Connection* Outgoing::connection(const Pending& pending) const {
  const auto place = std::ranges::find(after_.connections, pending.connection, &Connection::id);
  if (place != after_.connections.end()) return &*place;
  return before_ && before_->id == pending.connection ? &*before_ : nullptr;
}

const Session* Outgoing::session(const Pending& pending) const {
  const std::optional<ConnectionId> id{pending.connection};
  const auto place = std::ranges::find(after_.sessions, id, &Session::connection);
  return place == after_.sessions.end() ? nullptr : &*place;
}

std::optional<std::uint32_t> Outgoing::maximum_packet_size(const Pending& pending) const {
  const auto* own = connection(pending);
  if (own != nullptr && own->maximum_packet_size) return own->maximum_packet_size;
  const auto* connect = answered<Connect>();
  const bool is_its_own = before_ && before_->id == pending.connection;
  return connect && is_its_own ? connect->properties.maximum_packet_size : std::nullopt;
}

void Outgoing::keep_open(ConnectionId connection) {
  const auto begin = outputs_.begin() + static_cast<std::ptrdiff_t>(first_);
  const auto end = std::remove_if(begin, outputs_.end(), [&](const Output& output) {
    const auto* close = std::get_if<Close>(&output);
    return close != nullptr && close->connection == connection;
  });
  outputs_.erase(end, outputs_.end());
}

void Outgoing::answer(owned::Packet packet, Cited because) {
  const auto* received = std::get_if<Received>(&input_);
  if (received == nullptr) return;
  const auto place = std::ranges::find(after_.connections, received->connection, &Connection::id);
  if (place == after_.connections.end()) return;
  if (const auto statement = because.of(place->version))
    add({place->id, std::move(packet), after_.now, *statement});
}

}  // namespace mqttspec::model::mutations
