// See turn.hpp.
#include "model/client/turn.hpp"

#include "codec/encode.hpp"
#include "model/client/wire_form.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

bool is_too_large(const ClientState& state, const ClientPacketOut& packet) {
  if (!state.limits.maximum_packet_size) return false;
  const ClientWireForm form(packet);
  const EncodeContext context{state.settings.version, Sender::client};
  return encoded_size(form.packet(), context) > *state.limits.maximum_packet_size;
}

}  // namespace

bool ClientTurn::give(ClientPacketOut packet, std::optional<Time> due, Cited because) {
  const auto statement = because.of(version());
  assert(statement);
  if (is_too_large(state, packet) && !faults.on(ClientFaultId::maximum_packet_size_ignored)) {
    rule("MQTT-3.2.2-15"_v5);
    return false;
  }
  fired.add(*statement);
  if (state.keep_alive != 0) state.ping_at = state.now + Time{state.keep_alive} * 750;
  outputs.emplace_back(std::in_place_type<ClientPending>, state.connection, std::move(packet), due,
                       *statement);
  return true;
}

}  // namespace mqttspec::model
