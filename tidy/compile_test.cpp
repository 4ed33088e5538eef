// What must not compile does not: wrong statement identifiers, and judging by a statement of
// another strength. Each snippet that fails has a twin that compiles.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace mqttspec::tidy {
namespace {

struct Snippet {
  const char* name;
  bool compiles;
  const char* header;
  const char* code;
};

constexpr const char* ids = "spec/register.hpp";
constexpr const char* strengths = "conformance/play/obligation.hpp";
constexpr const char* vocabulary = "conformance/play/peer.hpp";

constexpr Snippet snippets[] = {
    {"RightIdentifier", true, ids, "constexpr auto id = \"MQTT-3.1.0-2\"_v5;"},
    {"WrongIdentifier", false, ids, "constexpr auto id = \"MQTT-3.1.0-9\"_v5;"},
    {"IdentifierOfTheOtherVersion", false, ids, "constexpr auto id = \"MQTT-4.12.0-1\"_v311;"},
    {"UnnumberedIdentifier", true, ids, "constexpr auto id = \"U5.0-3.3.1.3-1\"_v5;"},
    {"PairInOrder", true, ids, "constexpr auto x = \"MQTT-3.1.0-2\"_v311 | \"MQTT-3.1.0-2\"_v5;"},
    {"PairOutOfOrder", false, ids,
     "constexpr auto x = \"MQTT-3.1.0-2\"_v5 | \"MQTT-3.1.0-2\"_v311;"},
    {"MustOfAMust", true, vocabulary,
     "void f(conformance::play::Peer p) { p.must(\"MQTT-3.12.4-1\"_v5, "
     "conformance::packets::pingresp()); }"},
    {"MustOfAShould", false, vocabulary,
     "void f(conformance::play::Peer p) { p.must(\"U5.0-3.1.4-2\"_v5, "
     "conformance::packets::pingresp()); }"},
    {"ShouldOfAShould", true, strengths, "conformance::play::Should x = \"U5.0-3.1.4-2\"_v5;"},
    {"ShouldOfAMust", false, strengths, "conformance::play::Should x = \"MQTT-3.12.4-1\"_v5;"},
    {"MustOfWhatBindsTheClient", false, strengths,
     "conformance::play::Must x = \"MQTT-3.1.0-1\"_v5;"},
    {"MustOfAPairWithAShould", false, strengths,
     "conformance::play::Must x = \"MQTT-3.12.4-1\"_v311 | \"U5.0-3.1.4-2\"_v5;"},
};

bool compiles(const Snippet& snippet) {
  const std::string path = ::testing::TempDir() + "mqttspec_snippet.cpp";
  std::ofstream(path) << "#include \"" << snippet.header << "\"\n"
                      << "using namespace mqttspec;\n"
                         "using namespace mqttspec::literals;\n"
                      << snippet.code << '\n';
  const std::string command = std::string(MQTTSPEC_COMPILER) +
                              " -std=c++23 -fsyntax-only -I" MQTTSPEC_SOURCE_DIR
                              " -I" MQTTSPEC_BINARY_DIR "/generated " +
                              path + " 2>/dev/null";
  return std::system(command.c_str()) == 0;
}

class Compile : public ::testing::TestWithParam<Snippet> {};

TEST_P(Compile, AsExpected) { EXPECT_EQ(compiles(GetParam()), GetParam().compiles); }

INSTANTIATE_TEST_SUITE_P(Snippets, Compile, ::testing::ValuesIn(snippets),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace mqttspec::tidy
