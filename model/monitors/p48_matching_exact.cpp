// P48 MatchingExact: which Topic Filters match which Topic Names, judged by a matcher of its own
// that does it level by level, word for word after section 4.7.
#include <fmt/core.h>

#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "model/monitors/factories.hpp"
#include "model/monitors/owned_messages.hpp"

namespace mqttspec::model::monitors {
namespace {

using namespace mqttspec::literals;

using Levels = boost::container::small_vector<std::string_view, 16>;

Levels levels_of(std::string_view text) {
  Levels levels;
  while (true) {
    const auto slash = text.find('/');
    levels.push_back(text.substr(0, slash));
    if (slash == text.npos) return levels;
    text.remove_prefix(slash + 1);
  }
}

bool fits(const Levels& filter, std::size_t i, const Levels& topic, std::size_t j) {
  if (i == filter.size()) return j == topic.size();
  if (filter[i] == "#") return true;  // any number of levels, none among them
  return j < topic.size() && (filter[i] == "+" || filter[i] == topic[j]) &&
         fits(filter, i + 1, topic, j + 1);
}

bool fits_but_for_dollar(const std::string& filter, const std::string& topic) {
  return fits(levels_of(filter), 0, levels_of(topic), 0);
}

bool is_match(const std::string& filter, const std::string& topic) {
  const bool is_barred = topic.starts_with('$') && (filter[0] == '#' || filter[0] == '+');
  return !is_barred && fits_but_for_dollar(filter, topic);
}

std::string folded(std::string text) {
  std::ranges::transform(text, text.begin(), [](char symbol) {
    return symbol >= 'A' && symbol <= 'Z' ? static_cast<char>(symbol - 'A' + 'a') : symbol;
  });
  return text;
}

std::string without_last_slash(std::string text) {
  if (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

bool fits_with_long_plus(const Levels& filter, std::size_t i, const Levels& topic, std::size_t j) {
  if (i == filter.size()) return j == topic.size();
  if (filter[i] == "#") return true;
  if (j == topic.size() || (filter[i] != "+" && filter[i] != topic[j])) return false;
  return fits_with_long_plus(filter, i + 1, topic, j + 1) ||
         (filter[i] == "+" && fits_with_long_plus(filter, i, topic, j + 1));
}

/// A way to match wrongly, and what it breaks.
struct Mistake {
  Cited cited;
  std::string_view text;
  bool (*is_match)(const std::string& filter, const std::string& topic);
};

constexpr Mistake mistakes[] = {
    {"MQTT-4.7.2-1"_v311 | "MQTT-4.7.2-1"_v5, "a wildcard stands for a level that begins with $",
     fits_but_for_dollar},
    {"U3.1.1-4.7.3-1"_v311 | "U5.0-4.7.3-1"_v5, "the case of letters is ignored",
     [](const std::string& filter, const std::string& topic) {
       return is_match(folded(filter), folded(topic));
     }},
    {"U3.1.1-4.7.3-3"_v311 | "U5.0-4.7.3-3"_v5, "a slash at the end is ignored",
     [](const std::string& filter, const std::string& topic) {
       return is_match(without_last_slash(filter), without_last_slash(topic));
     }},
    {"U3.1.1-4.7.1.3-1"_v311 | "U5.0-4.7.1.3-1"_v5, "a + stands for several levels",
     [](const std::string& filter, const std::string& topic) {
       return !topic.starts_with('$') &&
              fits_with_long_plus(levels_of(filter), 0, levels_of(topic), 0);
     }},
    {"U3.1.1-4.7.3-6"_v311 | "U5.0-4.7.3-6"_v5, "the filter is only the beginning of the topic",
     [](const std::string& filter, const std::string& topic) { return topic.starts_with(filter); }},
};

class MatchingExact final : public Monitor {
  Interest interest() const override {
    return Interest::in_packets(Sender::server, PacketType::publish);
  }
  // Topics may be mapped to others (F21), so that only those are judged that clients publish to.
  // Which subscription a message comes by need not be known: none that matches is enough.
  void judge(const TraceFacts& facts, const TraceEvent& event) override {
    if (packet_from<Publish>(event, Sender::server) == nullptr || facts.saw_client_garbage() ||
        !facts.connection().judgeable() || !facts.session().judgeable() ||
        !facts.knows_topic(facts.topic()))
      return;
    note_antecedent();
    const auto could_bring = [&](auto matcher) {
      return std::ranges::any_of(
          facts.session().subscriptions, [&](const SubscriptionFacts& subscription) {
            return !subscription.refused && matcher(subscription.inner_filter, facts.topic());
          });
    };
    if (could_bring(is_match)) return;
    const auto mistake = std::ranges::find_if(
        mistakes, [&](const Mistake& each) { return could_bring(each.is_match); });
    if (mistake != std::end(mistakes))
      report(mistake->cited, facts,
             fmt::format("a message on topic {} comes as if {}", facts.topic(), mistake->text));
  }

  // No freedom lets a server leave out a message above QoS 0. That it was kept from nobody is shown
  // by another session that got it, and that the subscription works by another message.
  void conclude(const TraceFacts& facts) override {
    for (const auto& [message, origins] : facts.messages())
      for (const MessageOrigin& origin : origins)
        for (const SessionFacts& session : facts.sessions())
          if (is_owned(facts, message, origin) && is_absent(facts, session, message, origin) &&
              has_come_to_another(facts, session, message))
            judge_absent(session, message, origin);
  }

  static bool has_come_to_another(const TraceFacts& facts, const SessionFacts& session,
                                  const MessageKey& message) {
    return std::ranges::any_of(facts.sessions(), [&](const SessionFacts& other) {
      return &other != &session && !deliveries_of(other, message).empty();
    });
  }

  void judge_absent(const SessionFacts& session, const MessageKey& message,
                    const MessageOrigin& origin) {
    for (const SubscriptionFacts& subscription : session.subscriptions) {
      if (subscription.shared || subscription.options.no_local ||
          subscription.granted == Qos::at_most_once ||
          !is_certain(session, subscription, origin.event) ||
          !is_match(subscription.inner_filter, message.first) || !works(session, subscription))
        continue;
      return report(statement(subscription.inner_filter, message.first), session.version,
                    origin.completed,
                    fmt::format("a message on topic {} did not come by the subscription to {}",
                                message.first, subscription.topic_filter));
    }
  }

  static bool works(const SessionFacts& session, const SubscriptionFacts& subscription) {
    return std::ranges::any_of(session.deliveries, [&](const auto& entry) {
      return is_match(subscription.inner_filter, entry.first.first);
    });
  }

  static Cited statement(const std::string& filter, const std::string& topic) {
    const Levels levels = levels_of(topic);
    if (filter.ends_with('#'))
      return levels.size() < levels_of(filter).size()
                 ? "U3.1.1-4.7.1.2-2"_v311 | "U5.0-4.7.1.2-2"_v5
                 : "U3.1.1-4.7.1.2-1"_v311 | "U5.0-4.7.1.2-1"_v5;
    if (filter.find('+') == std::string::npos) return "U3.1.1-4.7.3-7"_v311 | "U5.0-4.7.3-7"_v5;
    return std::ranges::find(levels, "") != levels.end()
               ? "U3.1.1-4.7.1.1-2"_v311 | "U5.0-4.7.1.1-2"_v5
               : "U3.1.1-4.7.1.3-1"_v311 | "U5.0-4.7.1.3-1"_v5;
  }
};

}  // namespace

NewMonitor make_matching_exact() { return std::make_unique<MatchingExact>(); }

}  // namespace mqttspec::model::monitors
