// Runs each fuzz target over its corpus, or over the file that MQTTSPEC_REPLAY names; and those of
// the model over bytes from RapidCheck, which makes what fails smaller. Shows that the dictionary
// is that of the tables.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "codec/choices.hpp"
#include "fuzz/complain.hpp"
#include "fuzz/dictionary.hpp"
#include "fuzz/targets.hpp"

namespace mqttspec::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(MQTTSPEC_SOURCE_DIR) / "fuzz";

std::vector<std::uint8_t> content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Replay : public ::testing::TestWithParam<NamedTarget> {};

TEST_P(Replay, Corpus) {
  const auto& [name, run] = GetParam();
  if (const char* const file = std::getenv("MQTTSPEC_REPLAY")) return run(content(file));
  run({});
  std::size_t inputs = 0;
  auto corpus = folder / "corpus" / name;
  if (!fs::exists(corpus)) corpus = folder / "corpus" / "packets";
  for (const auto& entry : fs::directory_iterator(corpus)) {
    SCOPED_TRACE(entry.path());
    const auto bytes = content(entry.path());
    EXPECT_FALSE(bytes.empty());
    EXPECT_LE(bytes.size(), 256U) << "a seed should be small";
    run(bytes);
    ++inputs;
  }
  EXPECT_GE(inputs, 10U);
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay, ::testing::ValuesIn(targets),
                         [](const auto& each) { return std::string(each.param.name); });

constexpr NamedTarget model_targets[] = {{"step", step}, {"oracle", oracle}, {"stream", stream}};

class ModelTargets : public ::testing::TestWithParam<NamedTarget> {};

TEST_P(ModelTargets, TakeSeededBytes) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) GetParam().run(seeded_choices(seed, 400));
}

TEST_P(ModelTargets, TakeAnyBytes) {
  EXPECT_TRUE(rc::check(std::string(GetParam().name), [target = GetParam()] {
    const auto size = *rc::gen::inRange<std::size_t>(0, 400);
    target.run(
        *rc::gen::container<std::vector<std::uint8_t>>(size, rc::gen::arbitrary<std::uint8_t>()));
  }));
}

INSTANTIATE_TEST_SUITE_P(Targets, ModelTargets, ::testing::ValuesIn(model_targets),
                         [](const auto& each) { return std::string(each.param.name); });

// Else it could not complain of anything.
TEST(Oracle, KnowsOfHardlyAnyRunNothing) {
  constexpr std::uint64_t runs = 1'000;
  std::size_t unknown = 0;
  for (std::uint64_t seed = 0; seed < runs; ++seed)
    unknown += oracle_knows(seeded_choices(seed, 400)) ? 0 : 1;
  EXPECT_LE(unknown, runs / 100);
}

TEST(Complaints, AreReplayedFromTheirFile) {
  const std::vector<std::uint8_t> input = {1, 2, 3};
  EXPECT_THROW(complain("test_of_complaints", "what", input), Complaint);
  const auto path = complaint_file("test_of_complaints");
  EXPECT_EQ(content(path), input);
  fs::remove(path);
}

TEST(Dictionary, IsThatOfTheTables) {
  const auto bytes = content(folder / "mqtt.dict");
  EXPECT_EQ(std::string(bytes.begin(), bytes.end()), dictionary());
}

}  // namespace
}  // namespace mqttspec::fuzz
