// A target of several nodes, which together are one Server: which of them each Network Connection
// goes to, and when a client has to wait until they all know what one of them was told.
#include <fmt/format.h>

#include <algorithm>

#include "conformance/play/connection.hpp"

namespace mqttspec::conformance::play {

namespace {

// What only goes on with an exchange, or asks for nothing.
bool changes_nothing(PacketType type) {
  using enum PacketType;
  return type == puback || type == pubrec || type == pubcomp || type == pingreq;
}

// Packets of a Server whose arrival shows that it has done what it was asked for.
bool completes(PacketType type) {
  using enum PacketType;
  return type == connack || type == suback || type == unsuback || type == puback ||
         type == pubrec || type == pubcomp;
}

bool is_of_exchange(PacketType type) {
  using enum PacketType;
  return type == publish || type == puback || type == pubrec || type == pubrel || type == pubcomp;
}

}  // namespace

// The first client of a case is at the first node and its partners at the last one. Who comes back,
// or takes over, comes to the next.
std::size_t Run::node_for(const Connection& connection) const {
  const auto last = network_.nodes() - 1;
  if (only_node_) return *only_node_;
  if (last == 0 || tidying_) return 0;
  const auto next = [last](std::size_t node) { return node == last ? 0 : node + 1; };
  if (connection.node) return next(*connection.node);
  if (connection.is_surroundings) return last;
  // Where the twin of what is illegal was taken, that has to be refused.
  const auto is_beside_it = [](const auto& each) {
    return each->name == "alive" || each->name == "twin";
  };
  bool is_first = true;
  for (const auto& each : connections_) {
    if (each.get() == &connection || each->is_surroundings || !each->node) continue;
    if (each->name == connection.name) return next(*each->node);
    is_first = is_first && is_beside_it(each);
  }
  return is_first ? 0 : last;
}

void Run::note_node(const Connection& connection) {
  auto& name = result_.connection_names[connection.id];
  name = connection.name;
  if (network_.nodes() > 1) name += fmt::format("@{}", *connection.node + 1);
}

// Nothing depends on what the surroundings of a case publish.
void Run::note_told(const model::TraceEvent& event) {
  using enum model::TraceEvent::Kind;
  if (network_.nodes() == 1 || event.kind == opened) return;
  const auto known = std::ranges::find_if(
      connections_, [&](const auto& each) { return each->node && each->id == event.connection; });
  if (known == connections_.end()) return;
  if (event.packet) {
    const auto type = type_of(*event.packet);
    const bool tells = event.kind == client_packet ? !changes_nothing(type) : completes(type);
    if (!tells || ((*known)->is_surroundings && is_of_exchange(type))) return;
  }
  told_at_[*(*known)->node] = event.at;
}

void Run::await_nodes(const Connection& connection) {
  if (tidying_ || connection.is_surroundings) return;
  Time until = 0;
  for (const auto& [node, at] : told_at_)
    if (node != connection.node) until = std::max(until, at + settings_.settle);
  while (now() < until) pump(until);
}

// Acknowledgements go on with what their node knows.
void Run::await_nodes(const Connection& connection, const owned::Packet& packet) {
  using enum PacketType;
  const auto type = type_of(packet);
  if (type == connect || type == publish || type == subscribe || type == unsubscribe ||
      type == pingreq || type == disconnect)
    await_nodes(connection);
}

}  // namespace mqttspec::conformance::play
