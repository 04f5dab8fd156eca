# Answers to the cases of cases.py: Rscript recorded.R DIR, in this folder.
options(digits = 15, warn = 1)
dir <- commandArgs(TRUE)[1]
shown <- function(x) formatC(as.numeric(x), digits = 15, format = "g")

areas <- read.csv(file.path(dir, "areas.csv"))
smoothed <- do.call(rbind, lapply(split(areas, areas$case), function(a) {
  found <- suppressPackageStartupMessages(spdep::EBest(a$x, a$n, family = "binomial"))
  data.frame(case = a$case, share = shown(found$estmm))
}))
write.csv(smoothed, "smoothed.csv", row.names = FALSE, quote = FALSE)

suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust")
surveys <- read.csv(file.path(dir, "survey.csv"))
parts <- list("1" = 1, "1+2" = 1:2, "5" = 5, totalt = 1:5)
shares <- do.call(rbind, lapply(split(surveys, surveys$case), function(a) {
  design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight, data = a, nest = TRUE)
  do.call(rbind, lapply(names(parts), function(name) {
    part <- subset(design, kind %in% parts[[name]])
    if (nrow(part) == 0) return(NULL)
    mean <- svymean(~yes, part, deff = "replace")
    freedom <- degf(part)
    ends <- c(NA_real_, NA_real_)
    if (coef(mean) > 0 && coef(mean) < 1 && freedom > 0)
      ends <- suppressWarnings(confint(svyciprop(~yes, part, method = "logit")))
    data.frame(case = a$case[1], part = name, share = shown(coef(mean)), error = shown(SE(mean)),
               lower = shown(ends[1]), upper = shown(ends[2]), effect = shown(deff(mean)),
               freedom = freedom)
  }))
}))
write.csv(shares, "survey.csv", row.names = FALSE, quote = FALSE)
