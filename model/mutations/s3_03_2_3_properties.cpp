// The faults of the properties of a PUBLISH, section 3.3.2.3, that only change what goes out.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

using Properties = owned::PublishProperties;

template <class Change>
void change_properties(Outgoing& outgoing, Change change) {
  outgoing.change<owned::Publish>([&](owned::Publish& publish) { change(publish.properties); });
}

template <auto property>
void drop_property(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) { properties.*property = {}; });
}

constexpr auto always = [](Outgoing&, const owned::Publish&, const Pending&) { return true; };

/// Sets a property that the publisher left out, of the messages that are meant; 3.1.1 has none.
template <auto property, auto value, auto is_meant = always>
void invent_property(Outgoing& outgoing) {
  outgoing.change<owned::Publish>([&](owned::Publish& publish, const Pending& pending) {
    const auto* connection = outgoing.connection(pending);
    auto& place = publish.properties.*property;
    if (connection != nullptr && connection->version == Version::v5_0 && !place &&
        is_meant(outgoing, publish, pending))
      place = value();
  });
}

// The ways that a message may come to a Client.

constexpr auto is_live = [](Outgoing& outgoing, const owned::Publish& publish, const Pending&) {
  return !publish.dup && outgoing.answered<Publish>() != nullptr;
};
constexpr auto is_retained = [](Outgoing& outgoing, const owned::Publish& publish, const Pending&) {
  return publish.retain && outgoing.answered<Subscribe>() != nullptr;
};
constexpr auto is_stored = [](Outgoing& outgoing, const owned::Publish& publish, const Pending&) {
  return !publish.dup && outgoing.answered<Connect>() != nullptr;
};
constexpr auto is_resent = [](Outgoing&, const owned::Publish& publish, const Pending&) {
  return publish.dup;
};
constexpr auto is_shared = [](Outgoing& outgoing, const owned::Publish&, const Pending& pending) {
  const auto* session = outgoing.session(pending);
  return session != nullptr &&
         std::ranges::any_of(session->subscriptions, &HeldSubscription::shared);
};

constexpr auto one_day = [] { return 86'400U; };
constexpr auto is_text = [] { return std::uint8_t{1}; };
constexpr auto some_text = [] { return std::string("invented"); };

void cut_correlation_data_short(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    auto& data = properties.correlation_data;
    if (data && !data->empty()) data->pop_back();
  });
}

/// What a broker loses that takes U+FEFF for a byte order mark.
void drop_byte_order_mark(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    auto& type = properties.content_type;
    if (type && type->starts_with("\xEF\xBB\xBF")) type->erase(0, 3);
  });
}

/// What a broker loses that cannot tell an empty string from none.
void drop_empty_strings(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    const auto drop_empty = [](auto& text) {
      if (text && text->empty()) text.reset();
    };
    drop_empty(properties.content_type);
    drop_empty(properties.correlation_data);
    std::erase_if(properties.user_properties,
                  [](const owned::UserProperty& property) { return property.value.empty(); });
  });
}

void reverse_user_properties(Outgoing& outgoing) {
  change_properties(
      outgoing, [](Properties& properties) { std::ranges::reverse(properties.user_properties); });
}

void cut_user_property_values_short(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    for (auto& property : properties.user_properties)
      if (!property.value.empty()) property.value.pop_back();
  });
}

/// Removes the elements that are like one before them.
template <class Elements, class Alike>
void keep_first_of_each(Elements& elements, Alike alike) {
  Elements kept;
  for (const auto& element : elements)
    if (std::ranges::none_of(kept, [&](const auto& other) { return alike(element, other); }))
      kept.push_back(element);
  elements = kept;
}

void make_user_property_names_unique(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    keep_first_of_each(properties.user_properties, [](const auto& property, const auto& other) {
      return property.name == other.name;
    });
  });
}

void send_equal_identifiers_once(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    keep_first_of_each(properties.subscription_identifiers, std::equal_to{});
  });
}

void send_first_identifier_only(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    auto& identifiers = properties.subscription_identifiers;
    if (identifiers.size() > 1) identifiers.resize(1, identifiers.front());
  });
}

void send_next_identifier(Outgoing& outgoing) {
  change_properties(outgoing, [](Properties& properties) {
    for (auto& identifier : properties.subscription_identifiers)
      identifier.value = identifier.value % 268'435'455 + 1;
  });
}

/// Puts the first identifier among the copies of a message, which a Client gets in one step, into
/// each of them.
void send_one_identifier_in_each_copy(Outgoing& outgoing) {
  if (outgoing.answered<Publish>() == nullptr) return;
  const auto before = outgoing.all();
  outgoing.change<owned::Publish>([&](owned::Publish& publish, const Pending& pending) {
    auto& identifiers = publish.properties.subscription_identifiers;
    identifiers.clear();
    for (std::size_t i = outgoing.first(); i < before.size() && identifiers.empty(); ++i) {
      const auto* other = std::get_if<Pending>(&before[i]);
      if (other == nullptr || other->connection != pending.connection) continue;
      const auto* copy = std::get_if<owned::Publish>(&other->packet);
      if (copy != nullptr && !copy->properties.subscription_identifiers.empty())
        identifiers.push_back(copy->properties.subscription_identifiers.front());
    }
  });
}

/// Puts into each PUBLISH of the step the identifiers of all that have the same payload.
void send_identifiers_of_others(Outgoing& outgoing) {
  std::vector<std::pair<std::string, SubscriptionIdentifier>> all;
  outgoing.change<owned::Publish>([&](const owned::Publish& publish) {
    for (const auto identifier : publish.properties.subscription_identifiers)
      all.emplace_back(publish.payload, identifier);
  });
  outgoing.change<owned::Publish>([&](owned::Publish& publish) {
    auto& identifiers = publish.properties.subscription_identifiers;
    for (const auto& [payload, identifier] : all)
      if (payload == publish.payload &&
          std::ranges::find(identifiers, identifier) == identifiers.end())
        identifiers.push_back(identifier);
  });
}

template <class Alias>
void set_topic_alias(Outgoing& outgoing, Alias alias_for) {
  outgoing.change<owned::Publish>([&](owned::Publish& publish, const Pending& pending) {
    const auto* connection = outgoing.connection(pending);
    if (connection == nullptr || connection->version == Version::v3_1_1) return;
    const std::uint32_t alias = alias_for(std::uint32_t{connection->topic_alias_maximum});
    if (alias != 0 && alias <= 0xFFFF && !publish.topic.empty())
      publish.properties.topic_alias = static_cast<std::uint16_t>(alias);
  });
}

void use_topic_alias_unasked(Outgoing& outgoing) {
  set_topic_alias(outgoing, [](std::uint32_t maximum) { return maximum == 0 ? 1U : 0U; });
}

void use_topic_alias_above_maximum(Outgoing& outgoing) {
  set_topic_alias(outgoing, [](std::uint32_t maximum) { return maximum == 0 ? 0U : maximum + 1; });
}

}  // namespace

std::span<const OutputMutation> outputs_of_s3_03_2_3_properties() {
  static constexpr OutputMutation list[] = {
      {FaultId::payload_format_dropped, drop_property<&Properties::payload_format_indicator>},
      {FaultId::message_expiry_interval_dropped,
       drop_property<&Properties::message_expiry_interval>},
      {FaultId::topic_alias_unasked, use_topic_alias_unasked},
      {FaultId::topic_alias_above_client_maximum, use_topic_alias_above_maximum},
      {FaultId::response_topic_dropped, drop_property<&Properties::response_topic>},
      {FaultId::correlation_data_dropped, drop_property<&Properties::correlation_data>},
      {FaultId::correlation_data_cut_short, cut_correlation_data_short},
      {FaultId::user_properties_dropped, drop_property<&Properties::user_properties>},
      {FaultId::user_property_names_made_unique, make_user_property_names_unique},
      {FaultId::user_property_values_cut_short, cut_user_property_values_short},
      {FaultId::user_properties_reversed, reverse_user_properties},
      {FaultId::content_type_dropped, drop_property<&Properties::content_type>},
      {FaultId::byte_order_mark_dropped, drop_byte_order_mark},
      {FaultId::empty_strings_dropped, drop_empty_strings},
      {FaultId::subscription_identifier_omitted,
       drop_property<&Properties::subscription_identifiers>},
      {FaultId::subscription_identifier_wrong, send_next_identifier},
      {FaultId::subscription_identifiers_first_only, send_first_identifier_only},
      {FaultId::equal_identifiers_sent_once, send_equal_identifiers_once},
      {FaultId::every_copy_with_one_identifier, send_one_identifier_in_each_copy},
      {FaultId::subscription_identifiers_of_others_sent, send_identifiers_of_others},
      {FaultId::payload_format_invented,
       invent_property<&Properties::payload_format_indicator, is_text>},
      {FaultId::message_expiry_interval_invented,
       invent_property<&Properties::message_expiry_interval, one_day>},
      {FaultId::expiry_interval_invented_for_live,
       invent_property<&Properties::message_expiry_interval, one_day, is_live>},
      {FaultId::expiry_interval_invented_for_retained,
       invent_property<&Properties::message_expiry_interval, one_day, is_retained>},
      {FaultId::expiry_interval_invented_for_stored,
       invent_property<&Properties::message_expiry_interval, one_day, is_stored>},
      {FaultId::expiry_interval_invented_for_shared,
       invent_property<&Properties::message_expiry_interval, one_day, is_shared>},
      {FaultId::expiry_interval_invented_for_resent,
       invent_property<&Properties::message_expiry_interval, one_day, is_resent>},
      {FaultId::response_topic_invented, invent_property<&Properties::response_topic, some_text>},
      {FaultId::correlation_data_invented,
       invent_property<&Properties::correlation_data, some_text>},
      {FaultId::content_type_invented, invent_property<&Properties::content_type, some_text>},
  };
  return list;
}

}  // namespace mqttspec::model::mutations
