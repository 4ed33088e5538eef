// See leftovers.hpp.
#include "conformance/search/leftovers.hpp"

#include "conformance/packets/stimulus.hpp"

namespace mqttspec::conformance::search {

using namespace wire;

namespace {

constexpr Time leaving_limit = 200;  // milliseconds in which a Server notices a DISCONNECT

owned::Packet clearing(const std::string& topic) {
  owned::Publish message;
  message.retain = true;
  message.topic = topic;
  return message;
}

}  // namespace

void Leftovers::note_client_id(std::string_view client_id, Version version) {
  if (!client_id.empty()) client_ids_[std::string(client_id)] = version;
}

void Leftovers::note(const owned::Packet& packet) {
  const auto may_be_retained = [&](const auto& message) {
    if (message.retain && !message.topic.empty()) retained_.insert(message.topic);
  };
  if (const auto* message = std::get_if<owned::Publish>(&packet)) may_be_retained(*message);
  const auto* connect = std::get_if<owned::Connect>(&packet);
  if (connect == nullptr) return;
  if (connect->will) may_be_retained(*connect->will);
  if (!connect->client_id.empty()) visitor_ = {connect->client_id, connect->version};
  const bool lasts = connect->version == Version::v5_0
                         ? connect->properties.session_expiry_interval.value_or(0) != 0
                         : !connect->clean_start;
  if (!lasts) return;
  note_client_id(connect->client_id, connect->version);
}

void Leftovers::remove(Network& network, const play::Settings& settings) const {
  auto visits = client_ids_;
  if (visits.empty() && !retained_.empty()) visits.insert(visitor_);
  std::size_t left = visits.size();
  for (const auto& [client_id, version] : visits) {
    owned::Connect connect;
    connect.version = version;
    connect.client_id = client_id;
    connect.clean_start = true;
    if (!settings.user_name.empty()) {
      connect.user_name = settings.user_name;
      connect.password = settings.password;
    }
    std::vector<owned::Packet> visit = {std::move(connect)};
    // The last one clears what the Wills of those before it have left.
    if (--left == 0)
      for (const auto& topic : retained_) visit.push_back(clearing(topic));
    visit.emplace_back(owned::Disconnect{});
    const auto id = network.connect();
    if (!id) return;
    for (const auto& each : visit)
      if (const auto bytes = packets::bytes_of(each, version)) network.send(*id, Bytes(*bytes));
    network.close(*id);
    network.await_end(*id, network.now() + leaving_limit);
  }
}

}  // namespace mqttspec::conformance::search
