// What a driver says that it and its library can do in one version: clients/PROTOCOL.md.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mqttspec::conformance::subject {

/// Who connects again when the connection is lost.
enum class Reconnect : std::uint8_t { driver, automatic, none };

struct Abilities {
  std::vector<bool> clean_start = {true, false};  // the values that it can send
  std::uint16_t min_keep_alive = 1;               // seconds
  bool keep_alive_0 = true;
  std::optional<unsigned> connect_timeout_s;  // it waits for CONNACK, if it gives up at all
  Reconnect reconnect = Reconnect::driver;
  bool session = true;        // unfinished exchanges are kept for the next connection
  bool offline_queue = true;  // it takes messages while there is no connection
  bool done = true;           // it tells when a message is complete
  bool keeps_aliases = true;  // it replaces Topic Aliases of the Server by their topics
  bool own_aliases = false;   // it can make up Topic Aliases
  bool subscription_ids = true;
  bool auth = true;
  bool reauth = true;
  std::optional<std::size_t> max_string;  // bytes
  /// Fields of commands that it takes, and of events that it tells: "connect.will.topic". Empty
  /// means all of them.
  std::set<std::string> takes = {};
  std::set<std::string> shows = {};
};

}  // namespace mqttspec::conformance::subject
