// The line-JSON that drivers obey and answer: conformance/clients/PROTOCOL.md.
#pragma once

#include <expected>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/subject/subject.hpp"

namespace mqttspec::conformance::subject {

/// The first line of a driver: who it is, and what it can do in each version that it does.
struct Ready {
  std::string name;
  std::string version;
  std::map<Version, Abilities> versions;
};

/// Where we listen, as a driver is told.
struct Place {
  std::string host;
  unsigned port = 0;
  std::string url = {};  // unless it is reached by TCP alone: "wss://127.0.0.1:1884/mqtt"
  std::string ca = {};   // file of certificates to trust, where there is TLS
};

/// The command as a driver is given it.
nlohmann::json to_json(const Command& command, const Place& place = {});

/// The fields of a command, as `takes` names them: "connect.will.topic". Places in lists are
/// passed over.
std::vector<std::string> fields_of(const nlohmann::json& command);

/// Why a line is not what a driver may say as its first: in words.
std::expected<Ready, std::string> parse_ready(std::string_view line);

/// What a line says; nonsense is kept as text.
Said parse_said(std::string_view line);

}  // namespace mqttspec::conformance::subject
