// The Clients of an exploration: what each may do next, and how it answers. They follow the
// Standard to the letter, so that whatever goes wrong is the broker's doing.
#pragma once

#include "model/explore/world.hpp"

namespace mqttspec::model::explore {

/// A client's side of the protocol, on its state in a world.
class Client {
 public:
  Client(const ClientScript& script, const Scenario& scenario, WorldClient& state)
      : script_(script), scenario_(scenario), state_(state) {}

  /// True if its script is done, and it is where the script leaves it.
  bool is_done() const;
  bool may_connect() const;
  std::size_t ways_to_connect() const;
  /// What it has discarded must not come back: its next session has to be a new one.
  bool may_connect_in(std::size_t way) const;
  /// Ways to take the next step of its script; 0 if there is none at present.
  std::size_t ways_to_act() const;

  void connect(std::size_t way);
  void act(std::size_t way);
  /// Takes the first packet from the network. True if its application gets a message by that.
  bool receive();
  /// What a step of the broker does to it and its connection.
  void undergo(const Effects& effects);
  /// The connection is lost, with all that is under way on it.
  void lose();

 private:
  bool uses_up_receive_maximum() const;
  void undergo_close();
  void send(PacketInTransit in_transit);
  void send_illegal(const IllegalPacket& packet, PacketInTransit in_transit);
  void send_act(const Act& act, PacketInTransit in_transit);
  void answer(PacketType type, const PacketInTransit& in_transit);
  bool receive_publish(const PacketInTransit& in_transit);
  void receive_auth(const PacketInTransit& challenge);
  void receive_connack(const PacketInTransit& in_transit);
  void receive_acknowledgement(const PacketInTransit& in_transit);
  void send_again();
  void forget_session();
  std::uint8_t free_packet_id() const;
  std::uint8_t qos_bits(MessageIndex message) const;
  std::uint8_t alias_bits(MessageIndex message);

  const ClientScript& script_;
  const Scenario& scenario_;
  WorldClient& state_;
};

}  // namespace mqttspec::model::explore
