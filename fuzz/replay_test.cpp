// Runs each fuzz target over its corpus, and shows that the dictionary is that of the tables.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

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

TEST(Dictionary, IsThatOfTheTables) {
  const auto bytes = content(folder / "mqtt.dict");
  EXPECT_EQ(std::string(bytes.begin(), bytes.end()), dictionary());
}

}  // namespace
}  // namespace mqttspec::fuzz
