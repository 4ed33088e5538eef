// See turn.hpp.
#include "model/client/turn.hpp"

#include "codec/encode.hpp"
#include "model/client/mutation.hpp"

namespace mqttspec::model::client {

using namespace literals;

namespace {

bool is_too_large(const State& state, const owned::Packet& packet) {
  if (!state.limits.maximum_packet_size) return false;
  const EncodeContext context{state.settings.version, Sender::client};
  return encoded_size(packet, context) > *state.limits.maximum_packet_size;
}

}  // namespace

bool Turn::give(owned::Packet packet, std::optional<Time> due, Cited because) {
  const auto statement = because.of(version());
  assert(statement);
  if (is_too_large(state, packet) && !faults.on(FaultId::maximum_packet_size_ignored)) {
    rule("MQTT-3.2.2-15"_v5);
    return false;
  }
  fired.add(*statement);
  if (state.keep_alive != 0) state.ping_at = state.now + Time{state.keep_alive} * 750;
  mutate(packet, faults, state.limits);
  outputs.emplace_back(std::in_place_type<Pending>, state.connection, std::move(packet), due,
                       *statement);
  return true;
}

}  // namespace mqttspec::model::client
