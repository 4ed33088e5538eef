// What happens around a broker while it is explored: which Clients there are, what each may do, and
// what the network may do to them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "codec/packets.hpp"
#include "model/choices.hpp"
#include "model/event.hpp"
#include "model/explore/illegal.hpp"
#include "model/profile.hpp"

namespace mqttspec::model::explore {

/// Position among the messages of a scenario. Each is published once, so that it can be recognised.
using MessageIndex = std::uint8_t;
inline constexpr MessageIndex no_message = 0xFF;
inline constexpr std::size_t most_messages = 8;
inline constexpr std::size_t most_clients = 4;

struct ScenarioMessage {
  std::string_view topic;
  std::string_view payload;
  std::uint8_t publisher = 0;  // position of the Client
  Qos qos = Qos::at_most_once;
  bool retain = false;
  bool is_will = false;
  std::optional<std::uint32_t> expiry_interval = std::nullopt;  // seconds
};

/// One thing that a Client does while it is connected: PUBLISH, SUBSCRIBE, UNSUBSCRIBE, DISCONNECT,
/// PINGREQ, or AUTH to authenticate anew; or an illegal packet, for which the Server has to close.
/// Packet Identifier and DUP are filled in when it is done.
struct Act {
  Packet packet;
  MessageIndex message = no_message;       // of a PUBLISH
  const IllegalPacket* illegal = nullptr;  // instead
};

/// An illegal packet in the place of CONNECT.
struct IllegalFirst {
  const IllegalPacket* packet;
  Version version;
};

/// A Client that follows the Standard, as far as its script does. It answers at once; how long an
/// answer takes is up to the network.
struct ClientScript {
  std::string_view name;  // and Client Identifier
  /// The ways in which it may connect for the first, the second, … time; the last ones repeat.
  std::vector<std::vector<Packet>> connects;
  std::vector<IllegalFirst> breaches;  // instead of any of them
  std::vector<Act> setup;              // whenever the Server has no session for it
  std::vector<std::vector<Act>> acts;  // one after the other, each in one of several ways
  std::size_t window = 1;              // PUBLISH packets not completely acknowledged at a time
  bool prepared = true;                // connected and set up before the exploration begins
  bool returns = true;                 // without end; else in each of its ways once
  bool eager = false;                  // acts before it has its CONNACK; needs no setup
  bool in_pieces = false;              // its packets may arrive so
  bool uses_alias = false;             // Topic Alias 1, for the topic of its latest PUBLISH
  bool echoes = true;                  // answers authentication challenges rightly
  /// Reason Code of every PUBREC, or PUBACK: refuses all messages if 0x80 or above.
  ReasonCode answer = ReasonCode::success;
};

struct Scenario {
  std::vector<ScenarioMessage> messages;
  std::vector<ClientScript> clients;
  const Profile* profile = nullptr;
  std::uint8_t losses = 0;                 // connections cut, noticed by both sides at once
  std::uint8_t half_open = 0;              // connections cut without the broker's noticing it yet
  bool late = false;                       // what was under way on those may still reach the broker
  std::uint8_t restarts = 0;               // of the broker
  bool restarts_keep_state = true;         // sessions and retained messages outlast them
  std::uint8_t ticks = 0;                  // times that the clock advances
  Time tick = 1'000;                       // milliseconds
  std::vector<ChoicePoint> freedoms = {};  // taken in every way; others as the profile says
};

}  // namespace mqttspec::model::explore
