// See turn.hpp.
#include "model/broker/turn.hpp"

#include "codec/encode.hpp"
#include "model/wire_form.hpp"

namespace mqttspec::model {

using namespace literals;

namespace {

template <class Storage>
bool is_too_large(const Connection<Storage>& connection, const PacketOut<Storage>& packet) {
  if (!connection.maximum_packet_size) return false;
  const WireForm form(packet);
  const EncodeContext context{connection.version, Sender::server};
  return encoded_size(form.packet(), context) > *connection.maximum_packet_size;
}

}  // namespace

template <class Storage>
bool Turn<Storage>::give(const Connection<Storage>& connection, PacketOut<Storage> packet,
                         std::optional<Time> due, Cited because) {
  const auto statement = because.of(connection.version);
  assert(statement);
  if (is_too_large(connection, packet) && !faults.on(FaultId::maximum_packet_size_ignored)) {
    rule(connection.version, "MQTT-3.1.2-24"_v5);
    return false;
  }
  fired.add(*statement);
  outputs.emplace_back(std::in_place_type<Pending<Storage>>, connection.id, std::move(packet), due,
                       *statement);
  return true;
}

template class Turn<Unbounded>;

}  // namespace mqttspec::model
