// Filling packets with properties.
#include "conformance/packets/property_values.hpp"

#include <type_traits>

#include "codec/notation.hpp"
#include "codec/property_members.hpp"

namespace mqttspec::conformance::packets {
namespace {

template <class T>
void write(std::optional<T>& member, const PropertyValue& value) {
  if constexpr (std::is_same_v<T, std::string>)
    member = std::get<std::string>(value);
  else
    member = static_cast<T>(std::get<std::uint32_t>(value));
}

}  // namespace

PropertyValues::PropertyValues() = default;
PropertyValues::~PropertyValues() = default;
PropertyValues::PropertyValues(const PropertyValues&) = default;
PropertyValues::PropertyValues(PropertyValues&&) noexcept = default;
PropertyValues& PropertyValues::operator=(const PropertyValues&) = default;
PropertyValues& PropertyValues::operator=(PropertyValues&&) noexcept = default;

PropertyValue on_target(Property property, const PropertyValue& value,
                        const PacketSetting& setting) {
  if (property == Property::response_topic)
    return setting.names.on_target(std::get<std::string>(value));
  return value;
}

template <class Properties>
void PropertyValues::fill(Properties& properties, const PacketSetting& setting) const {
  if (setting.version == Version::v3_1_1) return;
  for_each_property(properties, [&](Property property, auto& member) {
    using Member = std::remove_reference_t<decltype(member)>;
    if constexpr (std::is_same_v<Member, owned::UserProperties>) {
      for (const auto& [name, value] : users) member.push_back({name, value});
    } else {
      for (const auto& entry : entries) {
        if (entry.property != property) continue;
        if constexpr (std::is_same_v<Member, owned::SubscriptionIdentifiers>)
          member.push_back({std::get<std::uint32_t>(entry.value)});
        else
          write(member, on_target(property, entry.value, setting));
      }
    }
  });
}

std::string PropertyValues::describe() const {
  notation::PropertyList list;
  for (const auto& [property, value] : entries)
    std::visit([&, name = property](const auto& typed) { list.add(name, typed); }, value);
  for (const auto& [name, value] : users) list.add(Property::user_property, name, value);
  return list.text();
}

template void PropertyValues::fill(owned::ConnectProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::WillProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::PublishProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::AckProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::SubscribeProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::UnsubscribeProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::DisconnectProperties&, const PacketSetting&) const;
template void PropertyValues::fill(owned::AuthProperties&, const PacketSetting&) const;

}  // namespace mqttspec::conformance::packets
