// Two models of QoS 2 that share nothing but the Standard's text, the one of the broker here and
// the one for SPIN, have to reach the same endings.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <set>
#include <sstream>

#include "model/promela/testing/world.hpp"

namespace mqttspec::model::promela {
namespace {

struct Findings {
  std::set<std::string> endings;
  std::size_t states = 0;
  double seconds = 0;
};

/// What check.sh prints; nothing, and a failed test, if it cannot be run.
Findings ask_spin() {
  Findings found;
  const auto close = [](std::FILE* pipe) { EXPECT_EQ(pclose(pipe), 0) << "check.sh failed"; };
  const std::string command = MQTTSPEC_SOURCE_DIR "/model/promela/check.sh 2>&1";
  const std::unique_ptr<std::FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  char text[256];
  while (std::fgets(text, sizeof text, pipe.get()) != nullptr) {
    std::istringstream line(text);
    std::string word;
    line >> word;
    if (word == "STATES") {
      line >> found.states;
    } else if (word == "SECONDS") {
      line >> found.seconds;
    } else if (word == "OUTCOME") {
      std::string ending;
      std::getline(line >> std::ws, ending);
      found.endings.insert(ending);
    } else {
      ADD_FAILURE() << text;
    }
  }
  return found;
}

constexpr const char* methods[] = {"plain", "method-a"};

Findings ask_model() {
  using Clock = std::chrono::steady_clock;
  Findings found;
  const auto begin = Clock::now();
  for (std::size_t method_a = 0; method_a < 2; ++method_a)
    for (const bool may_clean : {false, true}) {
      const Terms terms{find_profile(methods[method_a]), Version::v5_0, may_clean, {}};
      const auto search = find_endings(terms, losses);
      found.states += search.states;
      for (const auto& ending : search.endings)
        found.endings.insert(to_text(ending, method_a != 0));
    }
  found.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return found;
}

void print(const char* who, const Findings& found) {
  std::printf("%-6s %4zu endings, %6zu states, %6.2f s\n", who, found.endings.size(), found.states,
              found.seconds);
}

TEST(PromelaQos2Test, SameEndings) {
  const auto spin = ask_spin();
  const auto model = ask_model();
  print("spin", spin);
  print("model", model);
  EXPECT_FALSE(model.endings.empty());
  EXPECT_EQ(model.endings, spin.endings);
}

TEST(PromelaQos2Test, BothVersionsAlike) {
  for (const auto* const method : methods) {
    const Terms v311{find_profile(method), Version::v3_1_1, false, {}};
    const Terms v5{find_profile(method), Version::v5_0, false, {}};
    EXPECT_EQ(find_endings(v311, 1).endings, find_endings(v5, 1).endings);
  }
}

TEST(PromelaQos2Test, ExactlyOnceWhileSessionsLast) {
  for (const auto* const method : methods) {
    const Terms terms{find_profile(method), Version::v5_0, false, {}};
    for (const auto& ending : find_endings(terms, losses).endings) {
      EXPECT_EQ(ending.delivered, (std::array<unsigned, messages>{1, 1}));
      EXPECT_EQ(ending.completed, (std::array<bool, messages>{true, true}));
    }
  }
}

TEST(PromelaQos2Test, FaultsEndOtherwise) {
  const Terms right{find_profile("plain"), Version::v5_0, false, {}};
  const auto endings = find_endings(right, 1).endings;
  for (const char* const name :
       {"repeated_qos_2_message_forwarded", "publish_not_resent", "publish_resent_after_pubrel",
        "pubcomp_omitted", "pubrec_omitted_for_repeated_publish",
        "received_qos_2_forgotten_on_return", "unacknowledged_forgotten_on_return",
        "waiting_messages_forgotten_on_return", "packet_id_kept_after_pubcomp",
        "qos_2_message_forwarded_at_pubrel_too"}) {
    const auto* const fault = find_fault(name);
    ASSERT_NE(fault, nullptr) << name;
    Terms wrong = right;
    wrong.faults = FaultSet::of(fault->id);
    EXPECT_NE(find_endings(wrong, 1).endings, endings) << name;
  }
}

}  // namespace
}  // namespace mqttspec::model::promela
