// See connects.hpp.
#include "conformance/client_cases/connects.hpp"

#include "codec/notation.hpp"
#include "codec/owned.hpp"

namespace mqttspec::conformance::client_cases {

std::string differences(const owned::Connect& asked, const owned::Connect& came) {
  std::string text;
  const auto compare = [&](bool same, std::string_view field) {
    if (same) return;
    if (!text.empty()) text += ", ";
    text += field;
  };
  const auto& wanted = asked.properties;
  const auto& got = came.properties;
  const auto compare_property = [&](const auto& member, std::string_view field) {
    if (wanted.*member) compare(wanted.*member == got.*member, field);
  };
  compare(asked.clean_start == came.clean_start, "Clean Start");
  compare(asked.keep_alive == came.keep_alive, "Keep Alive");
  compare(asked.client_id.empty() || asked.client_id == came.client_id, "Client Identifier");
  compare(asked.will == came.will, "Will");
  compare(asked.user_name == came.user_name, "User Name");
  compare(asked.password == came.password, "Password");
  using Properties = owned::ConnectProperties;
  compare_property(&Properties::session_expiry_interval, "Session Expiry Interval");
  compare_property(&Properties::receive_maximum, "Receive Maximum");
  compare_property(&Properties::maximum_packet_size, "Maximum Packet Size");
  compare_property(&Properties::topic_alias_maximum, "Topic Alias Maximum");
  compare_property(&Properties::request_response_information, "Request Response Information");
  compare_property(&Properties::request_problem_information, "Request Problem Information");
  compare_property(&Properties::authentication_method, "Authentication Method");
  compare_property(&Properties::authentication_data, "Authentication Data");
  compare(wanted.user_properties.empty() || wanted.user_properties == got.user_properties,
          "User Property");
  return text;
}

owned::Connect connect_that_comes(Visit& visit, const owned::Connect& asked) {
  visit.ask_connect(asked);
  Line line = visit.next_line();
  auto came = to_owned(line.expect(any<Connect>()).as<Connect>());
  line.send(owned::Connack{});
  return came;
}

void judge_connect(Visit& visit, const owned::Connect& asked,
                   std::initializer_list<Must> statements) {
  const auto came = connect_that_comes(visit, asked);
  const auto other = differences(asked, came);
  if (!other.empty())
    visit.inconclusive(
        "CONNECT as asked for (set-up)",
        "not as asked for: " + other + "; what came is " + to_text(came, visit.version()));
  for (const auto& each : statements)
    visit.must_hold(each, true, "CONNECT as asked for", to_text(came, visit.version()));
}

owned::Connect with_will(const Visit& visit, Qos qos, bool retain) {
  auto connect = visit.plain_connect();
  auto& will = connect.will.emplace();
  will.topic = "will/topic";
  will.payload = "gone";
  will.qos = qos;
  will.retain = retain;
  return connect;
}

owned::Connect with_user(const Visit& visit) {
  auto connect = visit.plain_connect();
  connect.user_name = "user";
  connect.password = "secret";
  return connect;
}

}  // namespace mqttspec::conformance::client_cases
