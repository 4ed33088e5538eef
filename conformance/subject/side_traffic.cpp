// See side_traffic.hpp.
#include "conformance/subject/side_traffic.hpp"

#include <algorithm>

namespace mqttspec::conformance::subject {

namespace {

bool is_ours(std::string_view topic) {
  constexpr std::string_view shared = "$share/g/";
  if (topic.starts_with(shared)) topic.remove_prefix(shared.size());
  return topic.starts_with(SideTraffic::mark);
}

bool is_unanswered(const owned::Packet& packet) {
  const auto* subscribe = std::get_if<owned::Subscribe>(&packet);
  return subscribe != nullptr && !subscribe->subscriptions.empty() &&
         subscribe->subscriptions[0].topic_filter == SideTraffic::unanswered;
}

template <class Typed>
owned::Packet with_id(std::uint16_t packet_id) {
  Typed packet;
  packet.packet_id = packet_id;
  return packet;
}

}  // namespace

Command SideTraffic::command(owned::Packet packet, unsigned repeat) {
  Command command{++last_tag_, version_, std::move(packet), repeat, std::min(repeat, 16U)};
  const auto* publish = std::get_if<owned::Publish>(&command.packet);
  if (publish != nullptr && publish->topic == open) return command;
  if (is_unanswered(command.packet)) return command;
  const auto type = type_of(command.packet);
  if (type == PacketType::connect || type == PacketType::disconnect) return command;
  to_come_ += repeat;
  if (publish == nullptr || tells_) pending_[command.tag] = repeat;
  return command;
}

owned::Publish SideTraffic::message(std::string_view topic, Qos qos) {
  owned::Publish publish;
  publish.topic = topic;
  publish.payload = "beside";
  publish.qos = qos;
  if (qos == Qos::at_most_once) return publish;
  publish.packet_id = ++last_id_;
  unanswered_.insert(publish.packet_id);
  if (topic == open) unreleased_.insert(publish.packet_id);
  return publish;
}

bool SideTraffic::takes_acknowledgement(const owned::Packet& packet,
                                        std::optional<owned::Packet>& answer) {
  if (const auto* puback = std::get_if<owned::Puback>(&packet))
    return unanswered_.erase(puback->packet_id) > 0;
  if (const auto* pubrec = std::get_if<owned::Pubrec>(&packet)) {
    const auto id = pubrec->packet_id;
    if (!unanswered_.contains(id) && !unreleased_.contains(id)) return false;
    if (unreleased_.contains(id))
      unanswered_.erase(id);
    else
      answer = with_id<owned::Pubrel>(id);
    return true;
  }
  if (const auto* pubcomp = std::get_if<owned::Pubcomp>(&packet))
    return unanswered_.erase(pubcomp->packet_id) > 0;
  return false;
}

bool SideTraffic::takes(const owned::Packet& packet, std::optional<owned::Packet>& answer) {
  if (const auto* publish = std::get_if<owned::Publish>(&packet)) {
    if (!is_ours(publish->topic)) return false;
    ++published_;
    if (publish->topic == open) return true;
    if (publish->qos != Qos::exactly_once) answered();
    if (publish->qos == Qos::at_least_once) answer = with_id<owned::Puback>(publish->packet_id);
    if (publish->qos == Qos::exactly_once) {
      answer = with_id<owned::Pubrec>(publish->packet_id);
      to_complete_.insert(publish->packet_id);
    }
    return true;
  }
  if (const auto* pubrel = std::get_if<owned::Pubrel>(&packet)) {
    if (to_complete_.erase(pubrel->packet_id) == 0) return false;
    answer = with_id<owned::Pubcomp>(pubrel->packet_id);
    answered();
    return true;
  }
  if (const auto* subscribe = std::get_if<owned::Subscribe>(&packet)) {
    if (subscribe->subscriptions.empty() || !is_ours(subscribe->subscriptions[0].topic_filter))
      return false;
    if (is_unanswered(packet)) return true;
    owned::Suback suback;
    suback.packet_id = subscribe->packet_id;
    for (const auto& each : subscribe->subscriptions)
      suback.reason_codes.push_back(ReasonCode(each.maximum_qos));
    answer = suback;
    answered();
    return true;
  }
  if (const auto* unsubscribe = std::get_if<owned::Unsubscribe>(&packet)) {
    if (unsubscribe->topic_filters.empty() || !is_ours(unsubscribe->topic_filters[0].text))
      return false;
    owned::Unsuback unsuback;
    unsuback.packet_id = unsubscribe->packet_id;
    if (version_ == Version::v5_0)
      unsuback.reason_codes.resize(unsubscribe->topic_filters.size(), ReasonCode::success);
    answer = unsuback;
    answered();
    return true;
  }
  return takes_acknowledgement(packet, answer);
}

bool SideTraffic::takes(const Said& said) {
  if (said.kind == Said::Kind::message)
    return is_ours(std::get<owned::Publish>(*said.packet).topic);
  if (!said.tag || *said.tag <= first_tag) return false;
  if (said.kind == Said::Kind::error || said.kind == Said::Kind::unsupported) failed_ = true;
  const auto pending = pending_.find(*said.tag);
  if (pending != pending_.end() && --pending->second == 0) pending_.erase(pending);
  return true;
}

std::size_t SideTraffic::left() const {
  std::size_t left = to_come_ + unanswered_.size();
  for (const auto& each : pending_) left += each.second;
  return left;
}

std::vector<owned::Packet> SideTraffic::left_to_release() {
  std::vector<owned::Packet> packets;
  for (const auto id : unreleased_) {
    packets.push_back(with_id<owned::Pubrel>(id));
    unanswered_.insert(id);
  }
  unreleased_.clear();
  return packets;
}

void SideTraffic::forget() {
  unreleased_.clear();
  unanswered_.clear();
  to_complete_.clear();
}

}  // namespace mqttspec::conformance::subject
