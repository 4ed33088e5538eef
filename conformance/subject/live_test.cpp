// What becomes of programs that are no good drivers, and of those that are.
#include "conformance/subject/live.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace mqttspec::conformance::subject {

namespace {

constexpr const char* ready =
    R"(echo '{"ev":"ready","protocol":1,"name":"shell","version":"1","versions":{"5.0":{}}}'; )";

std::expected<std::unique_ptr<Subject>, std::string> started(const std::string& script,
                                                             Time limit = 5'000) {
  return make_live_subjects({.command = {"sh", "-c", script}, .start_limit = limit})->start();
}

std::string refusal(const std::string& script, Time limit = 5'000) {
  const auto subject = started(script, limit);
  return subject ? "it started" : subject.error();
}

std::vector<Happening> all_of(Subject& subject) {
  std::vector<Happening> all;
  const auto deadline = subject.now() + 5'000;
  while (subject.now() < deadline && (all.empty() || all.back().kind != Happening::Kind::ended))
    std::ranges::move(subject.wait(deadline), std::back_inserter(all));
  return all;
}

TEST(Live, SaysWhatIsWrongWithACommand) {
  const auto missing = make_live_subjects({.command = {"no-such-program"}})->start();
  ASSERT_FALSE(missing);
  EXPECT_TRUE(missing.error().contains("no-such-program")) << missing.error();
  EXPECT_TRUE(refusal("exit 3").contains("exit code 3"));
  EXPECT_TRUE(refusal("kill -9 $$").contains("signal 9"));
  EXPECT_TRUE(refusal("sleep 60", 300).contains("neither connected nor said"));
  EXPECT_TRUE(refusal("echo hello; sleep 60", 300).contains("neither connected nor said"));
  EXPECT_TRUE(refusal("echo '{\"ev\":\"up\"}'; sleep 60").contains("no `ready`"));
  EXPECT_TRUE(refusal("echo '{\"ev\":'; sleep 60").contains("not as agreed"));
  EXPECT_TRUE(refusal("echo '{\"ev\":\"ready\",\"protocol\":2}'; sleep 60").contains("protocol 2"));
}

TEST(Live, TakesWhatADriverSays) {
  const auto subject =
      started(std::string(ready) +
              R"(read line; echo "$line" | grep -q '"do":"pub"' && echo '{"ev":"done","tag":7}';)"
              "echo nonsense; exit 2");
  ASSERT_TRUE(subject) << subject.error();
  EXPECT_NE((*subject)->abilities(Version::v5_0), nullptr);
  EXPECT_EQ((*subject)->abilities(Version::v3_1_1), nullptr);
  owned::Publish publish;
  publish.topic = "t";
  (*subject)->ask({7, Version::v5_0, publish});
  const auto all = all_of(**subject);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].said->kind, Said::Kind::done);
  EXPECT_EQ(all[0].said->tag, 7);
  EXPECT_EQ(all[1].said->kind, Said::Kind::nonsense);
  EXPECT_EQ(all[1].said->text, "nonsense");
  EXPECT_EQ(all[2].text, "exit code 2");
}

// All that it starts has inherited the end of a pipe.
TEST(Live, LeavesNoChildOfAChildBehind) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto is_closed_within = [&](int milliseconds) {
    pollfd poll{ends[0], POLLIN, 0};
    return ::poll(&poll, 1, milliseconds) == 1 && (poll.revents & POLLHUP) != 0;
  };
  {
    const auto subject = started(std::string(ready) + "sleep 300 & wait");
    ASSERT_TRUE(subject) << subject.error();
    ::close(ends[1]);
    EXPECT_FALSE(is_closed_within(100));
  }
  EXPECT_TRUE(is_closed_within(5'000));
  ::close(ends[0]);
}

// Drivers that take their time to start wait for the cases, not the cases for them; those that are
// left over end with the rest.
TEST(Live, StartsDriversInAdvance) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const auto script =
      "sleep 0.7; " + std::string(ready) + "printf x >/dev/fd/" + std::to_string(ends[1]) + "; cat";
  char byte = 0;
  {
    const auto subjects = make_live_subjects({.command = {"sh", "-c", script}});
    ASSERT_TRUE(subjects->start());
    ::close(ends[1]);
    for (int drivers = 0; drivers < 5; ++drivers) ASSERT_EQ(::read(ends[0], &byte, 1), 1);
    const auto begin = std::chrono::steady_clock::now();
    const auto subject = subjects->start();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500));
    ASSERT_TRUE(subject) << subject.error();
    EXPECT_LT((*subject)->now(), 500U);
  }
  // One was begun in place of the one that was taken.
  while (::read(ends[0], &byte, 1) == 1) {
  }
  ::close(ends[0]);
}

}  // namespace
}  // namespace mqttspec::conformance::subject
