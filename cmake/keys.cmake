# The keys of the tables, made when building: see write_keys.cmake. The target keys makes all.
add_custom_target(keys)

# mqttspec_keys(target output MACRO name COLUMNS number FROM files... [SORTED]): writes the file
# `output`, a path below the include directory of generated files, before `target` and all that
# links it are compiled.
function(mqttspec_keys target output)
  cmake_parse_arguments(KEYS "SORTED" "MACRO;COLUMNS" "FROM" ${ARGN})
  set(file ${PROJECT_BINARY_DIR}/generated/${output})
  list(TRANSFORM KEYS_FROM PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set(script ${PROJECT_SOURCE_DIR}/cmake/write_keys.cmake)
  add_custom_command(OUTPUT ${file}
    COMMAND ${CMAKE_COMMAND} "-DINPUT=${KEYS_FROM}" -DMACRO=${KEYS_MACRO}
      -DCOLUMNS=${KEYS_COLUMNS} -DSORTED=${KEYS_SORTED} -DTOP=${PROJECT_SOURCE_DIR} -DOUTPUT=${file} -DDEPFILE=${file}.d
      -P ${script}
    DEPENDS ${KEYS_FROM} ${script}
    DEPFILE ${file}.d
    COMMENT "Keys: ${output}"
    VERBATIM)
  string(MAKE_C_IDENTIFIER ${output} name)
  add_custom_target(${name} DEPENDS ${file})
  add_dependencies(${target} ${name})
  add_dependencies(keys ${name})
  target_include_directories(${target} PUBLIC ${PROJECT_BINARY_DIR}/generated)
endfunction()
