#; ld: -e 0
        .data
        .word   1
#; error: the file has no executable section
