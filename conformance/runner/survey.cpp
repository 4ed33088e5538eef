// Questions in the vocabulary of the cases, all asked at a time. What they come to is read off the
// Run; nothing is judged.
#include "conformance/runner/survey.hpp"

#include <fmt/format.h>

#include <array>
#include <thread>

#include "conformance/play/peer.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace literals;
using namespace packets;
using namespace play;
using namespace wire;

namespace {

constexpr Time question_limit = 60'000;
constexpr unsigned tries = 2;
constexpr std::uint32_t long_session = 600;  // seconds, more than any case needs
constexpr unsigned many_messages = 12;       // more than any case leaves to a Client that is away
constexpr std::uint32_t sizes[] = {200, 1'000, 5'000, 20'000, 70'000};  // of payloads

enum class Reply : std::uint8_t { yes, refused, unknown };

// True if the subscription is granted.
bool grants(Peer& peer, const SubscribeSpec& subscribe) {
  peer.send(subscribe);
  const auto answer = peer.expect(suback(subscribe.packet_id()));
  return !is_failure(ReasonCode{answer.as<Suback>().reason_codes[0]});
}

bool takes(Run& run, const PublishSpec& message) {
  Peer peer = run.client("pub");
  peer.publish(message);
  peer.ping();
  return true;
}

bool takes_qos_1(Run& run) { return takes(run, publish("t", "x").qos1()); }
bool takes_qos_2(Run& run) { return takes(run, publish("t", "x").qos2()); }
bool takes_retain(Run& run) { return takes(run, publish("t", "x").retain()); }
bool takes_dollar_topics(Run& run) {
  return takes(run, publish(exact("$" + run.names().prefix() + "t"), "x"));
}
bool grants_wildcard(Run& run) {
  Peer peer = run.client("sub");
  return grants(peer, subscribe(10).filter("a/+/#"));
}
bool grants_shared(Run& run) {
  if (!run.is_v5()) return true;
  Peer peer = run.client("sub");
  return grants(peer, subscribe(10).filter("$share/group/t"));
}

struct Question {
  Need need;
  bool (*ask)(Run&);
};
constexpr Question questions[] = {
    {Need::qos_1, takes_qos_1},        {Need::qos_2, takes_qos_2},
    {Need::retain, takes_retain},      {Need::dollar_topics, takes_dollar_topics},
    {Need::wildcard, grants_wildcard}, {Need::shared_subscriptions, grants_shared},
};

class Inquiry {
 public:
  Inquiry(Target& target, Version version, const std::string& nonce, unsigned number,
          const Settings& settings, const std::stop_token& stop)
      : target_(target),
        version_(version),
        nonce_(nonce),
        number_(number),
        settings_(settings),
        stop_(stop) {}

  Survey hold();

 private:
  template <class Ask>
  CaseResult play(unsigned position, const Ask& ask, Reply& answer) const;
  std::optional<Lack> lack(unsigned position, const Question& question) const;
  std::string unusable(unsigned position) const;
  std::optional<std::uint32_t> packet_size(unsigned position) const;
  std::optional<std::uint32_t> session_s(unsigned position) const;
  std::optional<std::uint32_t> queued(unsigned position) const;
  bool resends_late(unsigned position) const;

  Target& target_;
  Version version_;
  const std::string& nonce_;
  unsigned number_;
  const Settings& settings_;
  const std::stop_token& stop_;
};

// Plays a question, which returns false if the target refuses in its answer, or ends early if
// something does not come.
template <class Ask>
CaseResult Inquiry::play(unsigned position, const Ask& ask, Reply& answer) const {
  const auto network = target_.network();
  GuardedNetwork guard(*network, target_.virtual_time(), stop_, question_limit);
  Run run(guard, version_, Names(nonce_, number_ + position, settings_.prefixes), settings_);
  answer = Reply::unknown;
  try {
    answer = ask(run) ? Reply::yes : Reply::refused;
  } catch (const CaseOver&) {
    // The result says how.
  }
  auto result = run.finish();
  if (answer == Reply::unknown && result.unexplained_close) answer = Reply::refused;
  if (answer == Reply::refused && result.actual.empty()) result.actual = "it refuses";
  return result;
}

std::optional<Lack> Inquiry::lack(unsigned position, const Question& question) const {
  std::string evidence;
  for (unsigned i = 0; i < tries; ++i) {
    Reply answer{};
    auto result = play(position + i, question.ask, answer);
    if (answer != Reply::refused) return std::nullopt;
    evidence = result.unexplained_close ? result.actual : "it is refused in the answer";
  }
  return Lack{question.need, evidence + " when it was tried"};
}

std::string Inquiry::unusable(unsigned position) const {
  std::string reason;
  for (unsigned i = 0; i < tries; ++i) {
    Reply answer{};
    const auto result = play(
        position + i,
        [](Run& run) {
          Peer sub = run.subscriber("t");
          Peer pub = run.client("pub");
          pub.send(publish("t", "x"));
          sub.expect(publish("t", "x"));
          return true;
        },
        answer);
    if (answer == Reply::yes) return {};
    reason = fmt::format("{}: {}", result.expected, result.actual);
  }
  return fmt::format("a Client cannot subscribe to {0}# and publish there: {1}",
                     Names(nonce_, number_ + position, settings_.prefixes).prefix(), reason);
}

// The largest packet that was taken, if a larger one is refused.
std::optional<std::uint32_t> Inquiry::packet_size(unsigned position) const {
  std::size_t taken = 0;
  std::optional<std::uint32_t> limit;
  for (unsigned i = 0; i < tries; ++i) {
    Reply answer{};
    taken = 0;
    (void)play(
        position + i,
        [&](Run& run) {
          Peer peer = run.client("pub");
          for (const auto size : sizes) {
            const auto message = publish("t", std::string(size, 'x'));
            peer.send(message);
            peer.ping();
            taken = message.bytes(run.setting())->size();
          }
          return true;
        },
        answer);
    if (answer != Reply::refused || taken == 0) return std::nullopt;
    limit = std::max(limit.value_or(0), static_cast<std::uint32_t>(taken));
  }
  return limit;
}

std::optional<std::uint32_t> Inquiry::session_s(unsigned position) const {
  std::optional<std::uint32_t> kept;
  Reply answer{};
  (void)play(
      position,
      [&](Run& run) {
        Peer peer = run.client(connect("kept").keep_session(long_session));
        kept = peer.connack().properties.session_expiry_interval;
        return true;
      },
      answer);
  return kept.value_or(long_session) < long_session ? kept : std::nullopt;
}

// How many messages come of those that were published while their Client was away, if some do.
std::optional<std::uint32_t> Inquiry::queued(unsigned position) const {
  std::uint32_t came = 0;
  Reply answer{};
  (void)play(
      position,
      [&](Run& run) {
        Peer sub = run.client("sub", Session::kept);
        sub.subscribe("t", Qos::at_least_once);
        sub.disconnect();
        Peer pub = run.client("pub");
        for (unsigned i = 0; i < many_messages; ++i)
          pub.publish(publish("t", std::to_string(i)).qos1());
        sub.reconnect();
        for (; came < many_messages; ++came) sub.expect(publish("t", std::to_string(came)));
        return true;
      },
      answer);
  return answer == Reply::yes || came == 0 ? std::nullopt : std::optional(came);
}

bool Inquiry::resends_late(unsigned position) const {
  Settings settings = settings_;
  settings.late_limit = timer_limit;
  const Inquiry patient(target_, version_, nonce_, number_, settings, stop_);
  bool is_late = false;
  Reply answer{};
  (void)patient.play(
      position,
      [&](Run& run) {
        Peer sub = run.client("sub", Session::kept);
        sub.answer_by_hand().subscribe("t", Qos::at_least_once);
        Peer pub = run.client("pub");
        pub.publish(publish("t", "x").qos1());
        if (sub.expect(publish("t", "x")).as<Publish>().qos == Qos::at_most_once) return true;
        sub.drop_connection();
        sub.reconnect();
        if (!sub.connack().session_present) return true;
        const Time begin = run.now();
        sub.must("MQTT-4.4.0-1"_v311 | "MQTT-4.4.0-1"_v5, publish("t", "x"));
        is_late = run.now() - begin > settings.patience;
        return true;
      },
      answer);
  return is_late;
}

Survey Inquiry::hold() {
  Survey found;
  std::array<std::optional<Lack>, std::size(questions)> lacks;
  {
    std::vector<std::jthread> pool;
    unsigned position = 0;
    const auto begin = [&](auto work) {
      pool.emplace_back([work, at = position] { work(at); });
      position += tries;
    };
    for (std::size_t i = 0; i < std::size(questions); ++i)
      begin([&, i](unsigned at) { lacks[i] = lack(at, questions[i]); });
    begin([&](unsigned at) { found.unusable = unusable(at); });
    begin([&](unsigned at) { found.limits.packet_size = packet_size(at); });
    begin([&](unsigned at) { found.limits.session_s = session_s(at); });
    begin([&](unsigned at) { found.limits.queued = queued(at); });
    begin([&](unsigned at) { found.resends_late = resends_late(at); });
  }
  for (auto& each : lacks)
    if (each) found.limits.lacks.push_back(*std::move(each));
  return found;
}

}  // namespace

Survey survey(Target& target, Version version, const std::string& nonce, unsigned number,
              const Settings& settings, const std::stop_token& stop) {
  return Inquiry(target, version, nonce, number, settings, stop).hold();
}

}  // namespace mqttspec::conformance::runner
