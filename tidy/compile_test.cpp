// What must not compile does not: wrong statement identifiers, and judging by a statement of
// another strength. Each snippet that fails has a twin that compiles.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace mqttspec {
namespace {

struct Snippet {
  const char* name;
  bool compiles;
  const char* code;
};

constexpr Snippet snippets[] = {
    {"RightIdentifier", true, "constexpr auto id = \"MQTT-3.1.0-2\"_v5;"},
    {"WrongIdentifier", false, "constexpr auto id = \"MQTT-3.1.0-9\"_v5;"},
    {"IdentifierOfTheOtherVersion", false, "constexpr auto id = \"MQTT-4.12.0-1\"_v311;"},
    {"UnnumberedIdentifier", true, "constexpr auto id = \"U5.0-3.3.1.3-1\"_v5;"},
    {"PairInOrder", true, "constexpr auto pair = \"MQTT-3.1.0-2\"_v311 | \"MQTT-3.1.0-2\"_v5;"},
    {"PairOutOfOrder", false, "constexpr auto pair = \"MQTT-3.1.0-2\"_v5 | \"MQTT-3.1.0-2\"_v311;"},
    {"MustOfAMust", true, "void f(Peer p) { p.must(\"MQTT-3.12.4-1\"_v5, pingresp()); }"},
    {"MustOfAShould", false, "void f(Peer p) { p.must(\"U5.0-3.1.4-2\"_v5, pingresp()); }"},
    {"ShouldOfAShould", true, "void f(Peer p) { p.should(\"U5.0-3.1.4-2\"_v5, pingresp()); }"},
    {"ShouldOfAMust", false, "void f(Peer p) { p.should(\"MQTT-3.12.4-1\"_v5, pingresp()); }"},
    {"MustOfWhatBindsTheClient", false,
     "void f(Peer p) { p.must(\"MQTT-3.1.0-1\"_v5, pingresp()); }"},
    {"MustOfAPairWithAShould", false,
     "void f(Peer p) { p.must(\"MQTT-3.12.4-1\"_v311 | \"U5.0-3.1.4-2\"_v5, pingresp()); }"},
};

bool compiles(const std::string& code) {
  const std::string path = ::testing::TempDir() + "mqttspec_snippet.cpp";
  std::ofstream(path) << "#include \"conformance/run.hpp\"\n"
                         "using namespace mqttspec;\n"
                         "using namespace mqttspec::literals;\n"
                         "using namespace mqttspec::conformance;\n"
                      << code << '\n';
  const std::string command = std::string(MQTTSPEC_COMPILER) +
                              " -std=c++23 -fsyntax-only -I" MQTTSPEC_SOURCE_DIR " " + path +
                              " 2>/dev/null";
  return std::system(command.c_str()) == 0;
}

class Compile : public ::testing::TestWithParam<Snippet> {};

TEST_P(Compile, AsExpected) { EXPECT_EQ(compiles(GetParam().code), GetParam().compiles); }

INSTANTIATE_TEST_SUITE_P(Snippets, Compile, ::testing::ValuesIn(snippets),
                         [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace mqttspec
