// See mutation.hpp.
#include "model/client/mutation.hpp"

#include <algorithm>

namespace mqttspec::model::client {

namespace {

constexpr std::string_view ill_formed = "\xFF";

std::uint16_t next(std::uint16_t packet_id) {
  return static_cast<std::uint16_t>(packet_id % 65'535 + 1);
}

void enlarge(auto& packet, const ServerLimits& limits, bool by_reason, bool by_property) {
  if (!limits.maximum_packet_size) return;
  const std::string filling(*limits.maximum_packet_size, 'x');
  if (by_reason) packet.properties.reason_string = filling;
  if (by_property) packet.properties.user_properties.push_back({"name", filling});
}

struct Mutation {
  const FaultSet& faults;
  const ServerLimits& limits;

  void operator()(owned::Publish& packet) const {
    auto& properties = packet.properties;
    if (packet.qos == Qos::at_most_once) {
      if (faults.on(FaultId::dup_1_at_qos_0)) packet.dup = true;
      if (faults.on(FaultId::packet_id_at_qos_0)) packet.payload.insert(0, "\0\1", 2);
      return;
    }
    if (faults.on(FaultId::packet_id_0)) packet.packet_id = 0;
    if (faults.on(FaultId::topic_name_ill_formed)) packet.topic += ill_formed;
    if (faults.on(FaultId::topic_name_with_wildcard)) packet.topic += "/#";
    if (faults.on(FaultId::topic_alias_0) && properties.topic_alias) properties.topic_alias = 0;
    if (properties.response_topic) {
      if (faults.on(FaultId::response_topic_ill_formed)) *properties.response_topic += ill_formed;
      if (faults.on(FaultId::response_topic_with_wildcard)) *properties.response_topic += "/#";
    }
    if (properties.content_type && faults.on(FaultId::content_type_ill_formed))
      *properties.content_type += ill_formed;
    if (faults.on(FaultId::subscription_id_in_publish))
      properties.subscription_identifiers.push_back({1});
    if (packet.qos == Qos::at_least_once && faults.on(FaultId::qos_1_sent_at_qos_0)) {
      packet.qos = Qos::at_most_once;
      packet.packet_id = 0;
    } else if (packet.qos == Qos::exactly_once && faults.on(FaultId::qos_2_sent_at_qos_1)) {
      packet.qos = Qos::at_least_once;
    }
  }

  void operator()(owned::Puback& packet) const {
    if (faults.on(FaultId::puback_with_foreign_code))
      packet.reason_code = ReasonCode::packet_identifier_not_found;
    enlarge(packet, limits, faults.on(FaultId::puback_reason_string_too_large),
            faults.on(FaultId::puback_user_property_too_large));
  }

  void operator()(owned::Pubrec& packet) const {
    if (faults.on(FaultId::pubrec_with_other_packet_id)) packet.packet_id = next(packet.packet_id);
    if (faults.on(FaultId::pubrec_with_foreign_code))
      packet.reason_code = ReasonCode::packet_identifier_not_found;
    enlarge(packet, limits, faults.on(FaultId::pubrec_reason_string_too_large),
            faults.on(FaultId::pubrec_user_property_too_large));
  }

  void operator()(owned::Pubrel& packet) const {
    if (faults.on(FaultId::pubrel_with_other_packet_id)) packet.packet_id = next(packet.packet_id);
    if (faults.on(FaultId::pubrel_with_foreign_code))
      packet.reason_code = ReasonCode::unspecified_error;
    enlarge(packet, limits, faults.on(FaultId::pubrel_reason_string_too_large),
            faults.on(FaultId::pubrel_user_property_too_large));
  }

  void operator()(owned::Pubcomp& packet) const {
    if (faults.on(FaultId::pubcomp_with_other_packet_id)) packet.packet_id = next(packet.packet_id);
    if (faults.on(FaultId::pubcomp_with_foreign_code))
      packet.reason_code = ReasonCode::unspecified_error;
    enlarge(packet, limits, faults.on(FaultId::pubcomp_reason_string_too_large),
            faults.on(FaultId::pubcomp_user_property_too_large));
  }

  void operator()(owned::Subscribe& packet) const {
    if (faults.on(FaultId::subscribe_with_packet_id_1)) packet.packet_id = 1;
    if (faults.on(FaultId::subscribe_without_filter)) packet.subscriptions.clear();
    for (auto& each : packet.subscriptions) mutate_filter(each.topic_filter);
  }

  void operator()(owned::Unsubscribe& packet) const {
    if (faults.on(FaultId::unsubscribe_with_packet_id_1)) packet.packet_id = 1;
    if (faults.on(FaultId::unsubscribe_without_filter)) packet.topic_filters.clear();
    if (faults.on(FaultId::unsubscribe_filter_ill_formed))
      for (auto& each : packet.topic_filters) each.text += ill_formed;
  }

  void operator()(owned::Connect& packet) const { mutate_connect(packet, faults); }

  void operator()(owned::Disconnect& packet) const {
    enlarge(packet, limits, faults.on(FaultId::disconnect_reason_string_too_large),
            faults.on(FaultId::disconnect_user_property_too_large));
  }

  void operator()(owned::Auth& packet) const {
    mutate_auth(packet, faults);
    enlarge(packet, limits, faults.on(FaultId::auth_reason_string_too_large),
            faults.on(FaultId::auth_user_property_too_large));
  }

  template <class Other>
  void operator()(Other&) const {}

 private:
  void mutate_filter(std::string& filter) const {
    if (faults.on(FaultId::subscribe_filter_ill_formed)) filter += ill_formed;
    if (faults.on(FaultId::hash_within_level)) filter = "level#";
    if (faults.on(FaultId::plus_within_level)) filter = "level+";
    if (faults.on(FaultId::empty_topic_filter)) filter.clear();
    if (faults.on(FaultId::share_name_empty)) filter = "$share//" + filter;
    if (faults.on(FaultId::share_name_with_wildcard)) filter = "$share/+/" + filter;
  }
};

}  // namespace

void mutate(owned::Packet& packet, const FaultSet& faults, const ServerLimits& limits) {
  if (faults.any()) std::visit(Mutation{faults, limits}, packet);
}

void mutate_flags(std::vector<std::uint8_t>& bytes, const FaultSet& faults) {
  if (bytes.empty()) return;
  const auto type = static_cast<PacketType>(bytes[0] >> 4);
  if (type == PacketType::publish && (bytes[0] & 6) == 4 && faults.on(FaultId::qos_3))
    bytes[0] |= 6;
  if ((type == PacketType::pubrel && faults.on(FaultId::pubrel_flags_0)) ||
      (type == PacketType::subscribe && faults.on(FaultId::subscribe_flags_0)) ||
      (type == PacketType::unsubscribe && faults.on(FaultId::unsubscribe_flags_0)))
    bytes[0] &= 0xF0;
}

void reorder(std::vector<ClientAction>& actions, const FaultSet& faults) {
  const auto reverse = [&](FaultId fault, PacketType type) {
    if (!faults.on(fault)) return;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < actions.size(); ++i)
      if (!actions[i].bytes.empty() && static_cast<PacketType>(actions[i].bytes[0] >> 4) == type)
        places.push_back(i);
    for (std::size_t i = 0; i < places.size() / 2; ++i)
      std::swap(actions[places[i]], actions[places[places.size() - 1 - i]]);
  };
  reverse(FaultId::pubacks_in_reverse_order, PacketType::puback);
  reverse(FaultId::pubrecs_in_reverse_order, PacketType::pubrec);
  reverse(FaultId::pubrels_in_reverse_order, PacketType::pubrel);
}

}  // namespace mqttspec::model::client
