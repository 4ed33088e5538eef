// What a Run knows of one of its clients: private to the vocabulary.
#pragma once

#include <list>
#include <map>
#include <set>

#include "conformance/play/peer.hpp"

namespace mqttspec::conformance::play {

/// Until when, counted as the window is, what is late may come. The limit counts from when it is
/// due: what is left of the window is for the way.
Time last_of(Window window, const Settings& settings);

constexpr Version the_other(Version version) {
  return version == Version::v5_0 ? Version::v3_1_1 : Version::v5_0;
}

struct Connection {
  std::string name;                             // the case's word for the client
  Version version;                              // in which the client speaks
  bool is_surroundings = false;                 // no client of the case, but of its circumstances
  unsigned hidden_pings = 0;                    // PINGREQ packets that the case knows nothing of
  bool has_greeted = false;                     // has done what its circumstances ask for
  std::optional<packets::ConnectSpec> connect;  // the last CONNECT
  std::optional<Arrival> connack;               // of the current Network Connection, if it accepted
  std::optional<Arrival> refusal;               // the same, if it refused
  wire::ConnectionId id = 0;                    // of the current Network Connection
  std::optional<std::size_t> node;              // of the target, to which that was made
  bool open = false;
  bool ignored = false;  // the Server sent garbage or floods: nothing more is read
  bool by_hand = false;  // leaves received messages unanswered
  bool sent_packet_id_0 = false;
  bool other_protocol = false;  // asked for one that is not MQTT of the run's version
  wire::Closing closing = wire::Closing::none;
  std::string closing_reason;  // of TLS or WebSocket
  Time ended_at = 0;           // of the Network Connection before
  std::vector<std::uint8_t> undecoded;
  std::list<Arrival> inbox;
  std::size_t arrivals = 0;                           // on the current Network Connection
  std::map<std::uint16_t, std::string_view> aliases;  // the Server's Topic Aliases
  std::list<std::string> aliased_topics;              // what those and some arrivals view
  std::uint16_t last_packet_id = 1000;
  std::set<std::uint16_t> foreign_ids;  // of QoS 2 messages that are not of this case
  std::string own_topics;               // that begin so are its own, beside those of the case
  struct Subscribed {
    std::string topic_filter;  // on the target
    bool no_local;
  };
  std::vector<Subscribed> subscribed;  // what the Session has, as far as the case asked for it
  bool keeps_session = false;          // by the CONNECT that was accepted last
  bool session_denied = false;         // it was to be resumed, and Session Present is 0
};

/// Packets that a server sends on one Network Connection before the case gives up: many times what
/// any case asks for, and little enough to keep.
inline constexpr std::size_t most_arrivals = 4'000;

/// What the payload of every fence begins with; such messages are never the answer to anything
/// else.
inline constexpr std::string_view fence_mark = "mqttspec-fence-";

}  // namespace mqttspec::conformance::play
