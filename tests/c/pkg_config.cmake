# Compiles, links and runs a program with what pkg-config says.
find_program(PKG_CONFIG NAMES pkgconf pkg-config REQUIRED)
set(ENV{PKG_CONFIG_PATH} "${PKG_CONFIG_PATH}")
if(KIND STREQUAL "static")
    set(static --static)
endif()
execute_process(COMMAND "${PKG_CONFIG}" --cflags --libs ${static} peerpath
    OUTPUT_VARIABLE flags OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(flags UNIX_COMMAND "${flags}")
if(KIND STREQUAL "static")
    # Where both libraries lie in a folder, the linker prefers the shared one unless told.
    list(TRANSFORM flags REPLACE "^-lpeerpath$" "-l:libpeerpath.a")
endif()
execute_process(COMMAND "${COMPILER}" -std=c11 "${SOURCE}" -o "${OUTPUT}" ${flags}
    COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${PKG_CONFIG}" --variable=libdir peerpath
    OUTPUT_VARIABLE libraries OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(ENV{LD_LIBRARY_PATH} "${libraries}")
execute_process(COMMAND "${OUTPUT}" COMMAND_ERROR_IS_FATAL ANY)
