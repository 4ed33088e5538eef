// Random scripts, of which each has a manner of its own: topics, payloads, identifiers and Clients
// beyond those that the scripts are written with.
#include "model/conditions/occurrence.hpp"

#include <fmt/format.h>

#include "codec/topic.hpp"
#include "model/scripts/random_script.hpp"
#include "model/scripts/watched_script.hpp"

namespace mqttspec::model::conditions {

namespace {

constexpr unsigned lines = 60;
constexpr std::size_t choice_bytes = 1'200;

/// What all packets of a run have in common.
struct Manner {
  std::string before_topics;
  std::size_t more_payload = 0;
  unsigned above_ids = 0;
  bool has_user_properties = false;
  bool has_no_keep_alive = false;
  Arrival arrival = Arrival::whole;
  bool is_crowded = false;
};

Manner choose(Choices& choices) {
  constexpr const char* prefixes[] = {"", "", "1/2/3/4/5/6/7/8/", "/", "\u00e9/"};
  constexpr std::size_t sizes[] = {0, 0, 128, 16'384};
  constexpr unsigned ids[] = {0, 0, 255, 40'000};
  constexpr Arrival arrivals[] = {Arrival::whole, Arrival::whole, Arrival::in_pieces,
                                  Arrival::with_others};
  Manner manner;
  manner.before_topics = choices.one_of(prefixes);
  if (choices.once_in(5)) manner.before_topics.append(128, 'l').append("/");
  manner.more_payload = choices.one_of(sizes);
  manner.above_ids = choices.one_of(ids);
  manner.has_user_properties = choices.once_in(3);
  manner.has_no_keep_alive = choices.once_in(3);
  manner.arrival = choices.one_of(arrivals);
  manner.is_crowded = choices.once_in(3);
  return manner;
}

void put_before(std::string& topic, const std::string& prefix) {
  if (topic.starts_with("$") && !topic.starts_with("$share/")) return;
  const auto begin = topic.starts_with("$share/") ? topic.find('/', 7) + 1 : 0;
  topic.insert(begin, prefix);
}

// Then the identifier is the Client's own.
template <class Typed>
constexpr bool is_begun_by_client =
    std::same_as<Typed, owned::Publish> || std::same_as<Typed, owned::Pubrel> ||
    std::same_as<Typed, owned::Subscribe> || std::same_as<Typed, owned::Unsubscribe>;

void give(const Manner& manner, owned::Packet& packet) {
  std::visit(
      [&]<class Typed>(Typed& typed) {
        if constexpr (is_begun_by_client<Typed>)
          if (typed.packet_id != 0)
            typed.packet_id = static_cast<std::uint16_t>(typed.packet_id + manner.above_ids);
        if constexpr (requires { typed.properties.user_properties; })
          if (manner.has_user_properties) typed.properties.user_properties = {{"a", "b"}};
        if constexpr (std::same_as<Typed, owned::Publish>) {
          if (!typed.topic.empty()) put_before(typed.topic, manner.before_topics);
          if (!typed.payload.empty()) typed.payload.append(manner.more_payload, '~');
        }
        if constexpr (std::same_as<Typed, owned::Subscribe>)
          for (auto& each : typed.subscriptions)
            put_before(each.topic_filter, manner.before_topics);
        if constexpr (std::same_as<Typed, owned::Unsubscribe>)
          for (auto& each : typed.topic_filters) put_before(each.text, manner.before_topics);
        if constexpr (std::same_as<Typed, owned::Connect>) {
          if (typed.will) put_before(typed.will->topic, manner.before_topics);
          if (manner.has_no_keep_alive) typed.keep_alive = 0;
        }
      },
      packet);
}

constexpr std::string_view crowd =
    "d connect v5 clean; e connect v311 clean; f connect v5 expiry=60; g connect v311;"
    "h connect v5 clean; i connect v5 clean; j connect v311 clean; k connect v5 expiry=60;"
    "f subscribe 1 t:1; g subscribe 1 u:2; f lost; k subscribe 1 t/#:1; k disconnect;"
    "d publish r1 x retain; d publish r2 x retain; d publish r3 x retain";

}  // namespace

ConditionSet find_occurring(const FaultSet& fault, const Profile& profile, unsigned runs) {
  ConditionSet found;
  PlainChooser plain;
  for (unsigned run = 0; run < runs; ++run) {
    const auto bytes = seeded_choices(run, choice_bytes);
    Choices choices{Bytes(bytes)};
    const auto manner = choose(choices);
    scripts::WatchedScript script(run % 2 == 0 ? Version::v5_0 : Version::v3_1_1, profile, fault,
                                  plain, {});
    Showing showing;
    script.note(showing);
    script.change([&](owned::Packet& packet) {
      give(manner, packet);
      return manner.arrival;
    });
    if (manner.is_crowded) script.run(crowd);
    script.run(scripts::random_script(choices, lines));
    found |= showing.ever;
  }
  return found;
}

}  // namespace mqttspec::model::conditions
