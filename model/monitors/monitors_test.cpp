// Runs every case of every monitor, checks that each monitor has cases of both kinds, and holds the
// means to write them.
#include <gtest/gtest.h>

#include <algorithm>

#include "model/monitors/testing.hpp"

namespace mqttspec::model::testing {

TraceOf& TraceOf::add(TraceEvent::Kind kind, ConnectionId connection, std::optional<Packet> packet,
                      std::size_t size) {
  TraceEvent event{kind, now_, connection, version_, nullptr, std::move(packet)};
  if (size > 0) event.bytes = std::make_shared<const std::vector<std::uint8_t>>(size);
  trace_.push_back(std::move(event));
  return *this;
}

TraceOf& TraceOf::garbage(ConnectionId connection, std::uint8_t first_byte) {
  garbage(connection);
  trace_.back().bytes =
      std::make_shared<const std::vector<std::uint8_t>>(std::initializer_list{first_byte});
  return *this;
}

Publish TraceOf::make(const Pub& publish) {
  Publish packet;
  packet.dup = publish.dup;
  packet.qos = publish.qos;
  packet.retain = publish.retain;
  packet.topic = keep(publish.topic);
  packet.packet_id = publish.id;
  packet.payload = as_bytes(keep(publish.payload));
  packet.properties = publish.properties;
  auto& identifiers = kept_->identifiers.emplace_back();
  for (const std::uint32_t identifier : publish.subscription_identifiers)
    identifiers.push_back({identifier});
  packet.properties.subscription_identifiers = std::span<const SubscriptionIdentifier>(identifiers);
  auto& properties = kept_->user_properties.emplace_back();
  for (const auto& [name, value] : publish.user_properties)
    properties.push_back({keep(name), keep(value)});
  packet.properties.user_properties = std::span<const UserProperty>(properties);
  return packet;
}

Packet TraceOf::connect_packet(const std::string& client_id, bool clean,
                               ConnectProperties properties, const std::optional<TheWill>& will) {
  Connect packet;
  packet.version = version_;
  packet.clean_start = clean;
  packet.keep_alive = keep_alive_s_;
  packet.properties = properties;
  packet.client_id = keep(client_id);
  if (will) {
    packet.will = Will{keep(will->topic), as_bytes(keep(will->payload)), will->qos, will->retain,
                       will->properties};
  }
  return packet;
}

TraceOf& TraceOf::connect(ConnectionId connection, std::string client_id, bool clean,
                          bool session_present, ConnectProperties properties,
                          ConnackProperties granted, std::optional<TheWill> will) {
  if (client_id.empty()) client_id = text_of("c", connection);
  Connack connack;
  connack.session_present = session_present;
  connack.properties = granted;
  add(TraceEvent::Kind::opened, connection, {}, 0);
  return c(connection, connect_packet(client_id, clean, properties, will))
      .s(connection, Packet(connack));
}

Packet TraceOf::subscribe_packet(const std::vector<Sub>& subs, std::uint16_t id,
                                 std::optional<std::uint32_t> identifier) {
  Subscribe packet;
  packet.packet_id = id;
  packet.properties.subscription_identifier = identifier;
  auto& subscriptions = kept_->subscriptions.emplace_back();
  for (const Sub& sub : subs)
    subscriptions.push_back(
        {keep(sub.filter), sub.qos, sub.no_local, sub.retain_as_published, sub.retain_handling});
  packet.subscriptions = std::span<const Subscription>(subscriptions);
  return packet;
}

Packet TraceOf::suback_packet(std::uint16_t id, std::vector<std::uint8_t> codes) {
  Suback packet;
  packet.packet_id = id;
  packet.reason_codes = as_bytes(keep(std::string(codes.begin(), codes.end())));
  return packet;
}

Packet TraceOf::unsubscribe_packet(const std::string& filter, std::uint16_t id) {
  Unsubscribe packet;
  packet.packet_id = id;
  auto& filters = kept_->filters.emplace_back();
  filters.push_back({keep(filter)});
  packet.topic_filters = std::span<const TopicFilter>(filters);
  return packet;
}

Packet TraceOf::unsuback_packet(std::uint16_t id, std::vector<std::uint8_t> codes) {
  Unsuback packet;
  packet.packet_id = id;
  packet.reason_codes = as_bytes(keep(std::string(codes.begin(), codes.end())));
  return packet;
}

TraceOf& TraceOf::subscribe(ConnectionId connection, std::vector<Sub> subs, std::uint16_t id,
                            std::optional<std::uint32_t> identifier) {
  std::vector<std::uint8_t> codes;
  for (const Sub& sub : subs) codes.push_back(static_cast<std::uint8_t>(sub.qos));
  return c(connection, subscribe_packet(subs, id, identifier))
      .s(connection, suback_packet(id, codes));
}

TraceOf& TraceOf::unsubscribe(ConnectionId connection, std::string filter, std::uint16_t id) {
  std::vector<std::uint8_t> codes;
  if (version_ == Version::v5_0) codes.push_back(0);
  return c(connection, unsubscribe_packet(filter, id)).s(connection, unsuback_packet(id, codes));
}

TraceOf& TraceOf::published(ConnectionId connection, const Pub& publish) {
  c(connection, publish);
  if (publish.qos == Qos::at_least_once) s(connection, Packet(Puback{publish.id, {}, {}}));
  if (publish.qos == Qos::exactly_once)
    s(connection, Packet(Pubrec{publish.id, {}, {}}))
        .c(connection, Packet(Pubrel{publish.id, {}, {}}))
        .s(connection, Packet(Pubcomp{publish.id, {}, {}}));
  return *this;
}

TraceOf& TraceOf::delivered(ConnectionId connection, const Pub& publish) {
  s(connection, publish);
  if (publish.qos == Qos::at_least_once) c(connection, Packet(Puback{publish.id, {}, {}}));
  if (publish.qos == Qos::exactly_once)
    c(connection, Packet(Pubrec{publish.id, {}, {}}))
        .s(connection, Packet(Pubrel{publish.id, {}, {}}))
        .c(connection, Packet(Pubcomp{publish.id, {}, {}}));
  return *this;
}

namespace {

std::vector<MonitorCase> all_cases() {
  std::vector<MonitorCase> all;
  for (const auto cases :
       {connection_cases(), session_cases(), exchange_cases(), flow_cases(), delivery_cases(),
        retained_cases(), property_cases(), will_cases(), subscription_cases()})
    all.insert(all.end(), cases.begin(), cases.end());
  return all;
}

std::string describe(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& finding : findings)
    out += text_of("\n  ", finding.property, " [", finding.statement.id(), "] at ", finding.event,
                   ": ", finding.text);
  return out;
}

/// What the set of monitors of one side finds, and how often the named monitor applied.
std::pair<std::vector<Finding>, std::size_t> run(const MonitorCase& row, Actor subject) {
  const TraceOf built = row.trace();
  MonitorSet set(subject);
  for (const TraceEvent& event : built.trace()) set.observe(event);
  set.finish(row.complete);
  std::size_t antecedents = 0;
  for (std::size_t i = 0; i < monitors().size(); ++i)
    if (monitors()[i].property == row.property && monitors()[i].subject == subject)
      antecedents = set.antecedents()[i];
  return {set.findings(), antecedents};
}

class MonitorCases : public ::testing::TestWithParam<MonitorCase> {};

TEST_P(MonitorCases, are_judged_rightly) {
  const MonitorCase& row = GetParam();
  const auto [findings, antecedents] = run(row, row.subject);
  if (!row.property.empty()) {
    EXPECT_GT(antecedents, 0U) << "the case does not reach the property";
  }
  if (row.broken.empty()) {
    EXPECT_TRUE(findings.empty()) << describe(findings);
    return;
  }
  EXPECT_TRUE(std::ranges::any_of(findings,
                                  [&](const Finding& finding) {
                                    return finding.property == row.property &&
                                           finding.statement.id() == row.broken;
                                  }))
      << "found only:" << describe(findings);
  for (const Finding& finding : findings) {
    if (finding.property == row.property) {
      EXPECT_EQ(finding.statement.id(), row.broken);
    }
  }
}

// Findings of the server's monitors must not rest on a client that broke the protocol.
TEST_P(MonitorCases, have_lawful_clients) {
  MonitorCase row = GetParam();
  if (row.subject == Actor::client || row.property.starts_with("P06")) return;
  row.complete = false;  // a client that is slow to answer breaks nothing
  const auto [findings, antecedents] = run(row, Actor::client);
  EXPECT_TRUE(findings.empty()) << describe(findings);
}

std::string name_of(const ::testing::TestParamInfo<MonitorCase>& row) {
  std::string name = text_of(row.param.property, "_", to_string(row.param.subject), "_",
                             row.param.name, row.param.broken.empty() ? "" : "_caught");
  std::ranges::replace_if(name, [](char symbol) { return std::isalnum(symbol) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, MonitorCases, ::testing::ValuesIn(all_cases()), name_of);

TEST(Monitors, each_has_a_case_that_it_accepts_and_one_that_it_catches) {
  for (const MonitorRow& row : monitors()) {
    const auto is_about = [&](const MonitorCase& entry, bool breach) {
      return entry.property == row.property && entry.subject == row.subject &&
             entry.broken.empty() != breach;
    };
    std::size_t accepted = 0;
    std::size_t caught = 0;
    for (const MonitorCase& entry : all_cases()) {
      accepted += is_about(entry, false) ? 1 : 0;
      caught += is_about(entry, true) ? 1 : 0;
    }
    EXPECT_GT(accepted, 0U) << row.property << " of the " << to_string(row.subject);
    EXPECT_GT(caught, 0U) << row.property << " of the " << to_string(row.subject);
  }
}

TEST(Monitors, conclude_nothing_from_absence_when_the_run_was_cut_short) {
  for (MonitorCase row : all_cases()) {
    const auto [before, antecedents] = run(row, row.subject);
    row.complete = false;
    const auto [findings, again] = run(row, row.subject);
    EXPECT_LE(findings.size(), before.size()) << row.name;
  }
}

TEST(Monitors, find_the_same_alone_as_in_a_set) {
  for (const MonitorCase& entry : all_cases()) {
    const auto [together, antecedents] = run(entry, entry.subject);
    std::size_t alone = 0;
    for (const MonitorRow& row : monitors()) {
      if (row.subject != entry.subject) continue;
      std::vector<Finding> findings;
      const auto monitor = row.make();
      const TraceOf built = entry.trace();
      for (const TraceEvent& event : built.trace()) monitor->observe(event, findings);
      monitor->finish(entry.complete, findings);
      alone += findings.size();
    }
    EXPECT_EQ(alone, together.size()) << entry.name;
  }
}

}  // namespace
}  // namespace mqttspec::model::testing
