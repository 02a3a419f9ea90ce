package openaierr

import "github.com/errbook/errbook/apierr"

const InsufficientQuota apierr.Code = "openai.InsufficientQuota"

var Provider = new(apierr.Provider)

func New(code apierr.Code) *apierr.Error { return &apierr.Error{Message: string(code)} }
